SELECT m.id, m.parcours_id FROM parcours_circlemember m JOIN parcours_participant p ON p.id = m.participant_id
  WHERE p.user_id = :reader AND m.access_from <= :now AND (m.access_to IS NULL OR m.access_to > :now)
  AND (p.organisation_id IS NULL OR p.organisation_id IN (SELECT organisation_id FROM accounts_membership
    WHERE user_id = :reader AND since_at <= :now AND (until_at IS NULL OR until_at > :now)))
