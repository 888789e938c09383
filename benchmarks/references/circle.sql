-- Places, what each may read, who leads, services, everybody whom a line that may be read names; the header.
SELECT m.id, m.role, m.mission, m.basis, m.since, m.until, m.access_from, m.access_to, m.end_reason, who.id, who.name,
  who.kind, who.professional_identity, who.phone, who.team_id FROM parcours_circlemember m
  JOIN parcours_participant who ON who.id = m.participant_id WHERE m.parcours_id = :parcours ORDER BY m.id;

SELECT member_id, area FROM parcours_opening WHERE parcours_id = :parcours;

SELECT c.object_id, c.field, c.old, c.new, c.reason, c.corrected_on, who.name FROM parcours_correction c
  LEFT JOIN parcours_participant who ON who.id = c.said_by_id
  WHERE c.parcours_id = :parcours AND c.object_kind IN ('circle_member', 'lead') ORDER BY c.recorded_at;

{read}
SELECT s.id, s.nature, s.since, s.until, s.area, who.id, who.name, who.kind FROM parcours_servicespell s
  JOIN read ON read.id = s.id JOIN parcours_participant who ON who.id = s.provider_id ORDER BY s."order";

{read}
SELECT DISTINCT who.id, who.name, who.kind FROM parcours_participant who WHERE who.parcours_id = :parcours AND (
  who.is_the_person OR who.relative_id IS NOT NULL OR who.user_id = :reader OR who.id IN (
    SELECT said_by_id FROM read UNION SELECT p.participant_id FROM follow_up_eventparticipant p JOIN read ON read.id = p.event_id
    UNION SELECT w.said_by_id FROM parcours_annotation w JOIN read ON read.id = w.entry_id
    UNION SELECT t.in_charge_id FROM follow_up_transition t JOIN read ON read.id = t.id
    UNION SELECT f.requested_by_id FROM follow_up_event f JOIN read ON read.id = f.id
    UNION SELECT f.decided_by_id FROM follow_up_event f JOIN read ON read.id = f.id)) ORDER BY who.name, who.id;

{header}
