-- Who the contact is, and how many lines are new since the last visit.
SELECT l.since, l.until, who.name, who.phone FROM parcours_lead l JOIN parcours_circlemember m ON m.id = l.member_id
  JOIN parcours_participant who ON who.id = m.participant_id WHERE l.parcours_id = :parcours;

SELECT COUNT(*) FROM parcours_threadentry e WHERE e.parcours_id = :parcours AND e.level = 'circle'
  AND e.recorded_by_id <> :reader AND e.recorded_at > (SELECT MAX(at) FROM journal_journalentry
    WHERE chain = :chain AND action = 'record.viewed' AND actor = :actor)
