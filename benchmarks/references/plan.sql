-- A version of the plan as its coordinator reads it: versions, words, objectives with their needs, lines with what stands
-- beside each, voices on the same areas and the words they came from, needs that wait,
-- positions, who coordinates; the header.
SELECT p.id, p.number, p.variant, p.title, p.state, p.reason, p.proposed_at, p.in_force_at FROM plans_plan p
  WHERE p.parcours_id = :parcours ORDER BY p.number DESC, p.variant;

{read}
SELECT l.text, l."when", l.number FROM life_project_lifeproject l JOIN read ON read.id = l.id ORDER BY l.number DESC LIMIT 1;

WITH places AS ({places})
SELECT e.id, e.words, e.expected_effect, e.area, e.due, e.ends, e.means, who.name, code.code, code.label, need.sentence
  FROM (SELECT o.*, o.chosen_by_id AS said_by_id FROM plans_objective o WHERE o.parcours_id = :parcours) e
  LEFT JOIN parcours_participant who ON who.id = e.chosen_by_id
  LEFT JOIN plans_objectiveneed link ON link.objective_id = e.id LEFT JOIN needs_need need ON need.id = link.need_id
  LEFT JOIN nomenclature_code code ON code.id = need.code_id
  WHERE ({may_read}) ORDER BY e."order", e.id;

WITH places AS ({places})
SELECT e.id, e.title, e.details, e.modality, e.nature, e.chosen_how, e.rhythm, e.starts_at, e.minutes, e.since, e.until,
  e.quantity, e.unit, e.unit_cost, e.standing, e.provider_standing, e.version, who.name, place.name, code.label, spell.nature,
  f.funder_name, f.amount, payer.name, a.answer, a.words, a.how, a.recorded_at, c.moved, c.compromise, s.state
  FROM (SELECT l.*, l.provider_id AS said_by_id FROM plans_planline l WHERE l.parcours_id = :parcours) e
  JOIN plans_objective o ON o.id = e.objective_id
  LEFT JOIN parcours_participant who ON who.id = e.provider_id LEFT JOIN territory_service place ON place.id = e.place_id
  LEFT JOIN nomenclature_code code ON code.id = e.service_code_id LEFT JOIN parcours_servicespell spell ON spell.id = e.spell_id
  LEFT JOIN plans_funding f ON f.line_id = e.id LEFT JOIN parcours_participant payer ON payer.id = f.funder_id
  LEFT JOIN plans_lineanswer a ON a.line_id = e.id LEFT JOIN plans_linechange c ON c.line_id = e.id
  LEFT JOIN plans_solicitation s ON s.line_id = e.id
  WHERE ({may_read}) ORDER BY o."order", e."order";

{read}
SELECT read.area, read."when", who.name, a.conclusion, v.conclusion, w.text, speaks.name
  FROM read LEFT JOIN parcours_participant who ON who.id = read.said_by_id
  LEFT JOIN needs_assessment a ON a.id = read.id LEFT JOIN needs_viewpoint v ON v.id = read.id
  LEFT JOIN parcours_annotation w ON w.entry_id = read.id AND w.kind = 'reported'
  LEFT JOIN parcours_participant speaks ON speaks.id = w.said_by_id
  WHERE (a.id IS NOT NULL OR v.id IS NOT NULL OR w.id IS NOT NULL)
  AND read.area IN (SELECT area FROM plans_objective WHERE parcours_id = :parcours) ORDER BY read.sort_key;

{read}
SELECT link.need_id, x.words, x."when", who.name, near.tie FROM read JOIN life_project_expectation x ON x.id = read.id
  JOIN needs_needorigin link ON link.expectation_id = x.id AND link.withdrawn_at IS NULL
  LEFT JOIN parcours_participant who ON who.id = x.said_by_id LEFT JOIN people_relative near ON near.id = who.relative_id
  WHERE link.need_id IN (SELECT n.need_id FROM plans_objectiveneed n JOIN plans_objective o ON o.id = n.objective_id
    WHERE o.parcours_id = :parcours) ORDER BY link.added_at, link.id;

{read}
SELECT n.id, n.sentence, code.code, code.label FROM read JOIN needs_need n ON n.id = read.id AND n.ended_on IS NULL
  JOIN nomenclature_code code ON code.id = n.code_id WHERE n.id NOT IN (SELECT link.need_id FROM plans_objectiveneed link
    JOIN plans_objective o ON o.id = link.objective_id WHERE o.parcours_id = :parcours) ORDER BY code."order", n.id;

SELECT q.side, q.kind, q.how, q.why, q.text, q.recorded_at, who.name FROM plans_position q
  JOIN plans_plan p ON p.id = q.plan_id LEFT JOIN parcours_participant who ON who.id = q.by_id
  WHERE p.parcours_id = :parcours ORDER BY q.id DESC;

SELECT who.id, who.name FROM parcours_circlemember m JOIN parcours_participant who ON who.id = m.participant_id
  WHERE m.parcours_id = :parcours AND m.role = 'coordination' AND m.until IS NULL ORDER BY m.id;

{header}
