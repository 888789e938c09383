-- Every line of a thread that the reader may read, with what its page tells of each; the header.
{read}
SELECT read.id, read.kind, read.sort_key, read."when", read.until, read.area, read.title, read.recorded_by_id,
  read.recorded_at, who.name, f.kind, f.fact, f.offered, f.person_response, f.amount, f.outcome_id, f.requested_by_id,
  f.decided_by_id, s.nature, s.end_reason, s.closed_by_id, s.replaces_id, gives.name, gives.kind, r.cause, r.consequence,
  r.opened_by_id, r.closed_by_id, r.spell_id, a.conclusion, a.findings, a.instrument, v.conclusion
FROM read LEFT JOIN parcours_participant who ON who.id = read.said_by_id
LEFT JOIN follow_up_event f ON f.id = read.id LEFT JOIN parcours_servicespell s ON s.id = read.id
LEFT JOIN parcours_participant gives ON gives.id = s.provider_id LEFT JOIN follow_up_rupture r ON r.id = read.id
LEFT JOIN needs_assessment a ON a.id = read.id LEFT JOIN needs_viewpoint v ON v.id = read.id
ORDER BY read.sort_key;

{read}
SELECT w.entry_id, w.kind, w.text, who.name, who.is_the_person FROM parcours_annotation w
  JOIN read ON read.id = w.entry_id JOIN parcours_participant who ON who.id = w.said_by_id ORDER BY w.recorded_at;

{read}
SELECT c.object_id, c.field, c.old, c.new, c.reason, c.corrected_on, who.name FROM parcours_correction c
  JOIN read ON read.id = c.object_id LEFT JOIN parcours_participant who ON who.id = c.said_by_id ORDER BY c.recorded_at;

{header}
