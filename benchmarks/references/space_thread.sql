-- A hundred lines at the level of the circle, with what stands beside each.
{shared}
SELECT e.id, e.kind, e.sort_key, e."when", e.until, e.area, e.title, e.recorded_by_id, e.recorded_at, who.name, f.fact,
  f.offered, f.person_response, s.nature, s.end_reason, r.cause, r.consequence, a.conclusion, a.findings, v.conclusion
FROM shared e LEFT JOIN parcours_participant who ON who.id = e.said_by_id
LEFT JOIN follow_up_event f ON f.id = e.id LEFT JOIN parcours_servicespell s ON s.id = e.id
LEFT JOIN follow_up_rupture r ON r.id = e.id LEFT JOIN needs_assessment a ON a.id = e.id
LEFT JOIN needs_viewpoint v ON v.id = e.id ORDER BY e.sort_key DESC;

{shared}
SELECT w.entry_id, w.kind, w.text, w.recorded_at, who.name FROM parcours_annotation w JOIN shared ON shared.id = w.entry_id
  JOIN parcours_participant who ON who.id = w.said_by_id ORDER BY w.recorded_at;

{shared}
SELECT p.event_id, who.name FROM follow_up_eventparticipant p JOIN shared ON shared.id = p.event_id
  JOIN parcours_participant who ON who.id = p.participant_id ORDER BY p."order";

{shared}
SELECT c.object_id, c.field, c.old, c.new, c.reason, c.corrected_on, u.name FROM parcours_correction c
  JOIN shared ON shared.id = c.object_id JOIN accounts_user u ON u.id = c.recorded_by_id ORDER BY c.recorded_at
