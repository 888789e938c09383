-- Services, ruptures, turning points and proposals of one record, as the reader may know them; the header.
{read}
SELECT s.id, s.nature, s.since, s.until, s.end_reason, s.area, who.name FROM parcours_servicespell s
  JOIN read ON read.id = s.id JOIN parcours_participant who ON who.id = s.provider_id ORDER BY s."order";

{read}
SELECT r.id, r.nature, r.cause, r.consequence, o."when", c."when", s.nature FROM follow_up_rupture r JOIN read ON read.id = r.id
  LEFT JOIN follow_up_event o ON o.id = r.opened_by_id LEFT JOIN follow_up_event c ON c.id = r.closed_by_id
  LEFT JOIN parcours_servicespell s ON s.id = r.spell_id ORDER BY r."order";

{read}
SELECT t.id, t.from_what, t.to_what, t.expected, spotted."when", f."when" FROM follow_up_transition t JOIN read ON read.id = t.id
  LEFT JOIN follow_up_event spotted ON spotted.id = t.spotted_by_id
  LEFT JOIN follow_up_transition_events te ON te.transition_id = t.id LEFT JOIN follow_up_event f ON f.id = te.event_id
  ORDER BY t."order";

{read}
SELECT q.id, q.state, q.reason, q.proposed_at, s.nature, s.until, who.name, c.new, c.reason, c.recorded_at
  FROM follow_up_ruptureproposal q JOIN read ON read.id = q.spell_id JOIN parcours_servicespell s ON s.id = q.spell_id
  JOIN parcours_participant who ON who.id = s.provider_id
  LEFT JOIN parcours_correction c ON c.object_id = q.id AND c.field = 'state'
  WHERE q.state IN ('proposed', 'dismissed') ORDER BY q.proposed_at;

{header}
