-- The hand-overs of one record where the reader has a place, the lines that they may read, who may lead; the header.
WITH places AS ({places})
SELECT h.id, h.state, h.switches_on, h.overlap_before, h.overlap_after, h.reason, h.prepared_at, h.proposed_at, h.ended_at,
  h.end_reason, giver.name, taker.name, u.name FROM parcours_handover h
  JOIN parcours_circlemember f ON f.id = h.from_member_id JOIN parcours_participant giver ON giver.id = f.participant_id
  JOIN parcours_circlemember t ON t.id = h.to_member_id JOIN parcours_participant taker ON taker.id = t.participant_id
  JOIN accounts_user u ON u.id = h.prepared_by_id
  WHERE h.parcours_id = :parcours AND h.parcours_id IN (SELECT parcours_id FROM places) ORDER BY h.prepared_at DESC, h.id DESC;

SELECT l.id, l.kind, l.title, l.since, l.areas, l.answer, l.remark, l.answered_at, who.name FROM parcours_handoverline l
  JOIN parcours_handover h ON h.id = l.hand_over_id LEFT JOIN parcours_participant who ON who.id = l.kept_by_id
  WHERE h.parcours_id = :parcours ORDER BY h.prepared_at DESC, l."order", l.id;

WITH places AS ({places})
SELECT DISTINCT o.area FROM parcours_opening o JOIN places ON places.id = o.member_id WHERE o.parcours_id = :parcours;

{header}
