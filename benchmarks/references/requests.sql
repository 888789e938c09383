-- What was asked of the organisations where the reader works and waits: what nobody holds first, then the oldest.
SELECT q.id, q.person_name, q.person_birth, q.asked_by, q.contact, q.origin, q.reason, q.received_on, q.recorded_at,
  body.name, held.name, u.name FROM parcours_request q JOIN territory_organisation body ON body.id = q.organisation_id
  JOIN accounts_user u ON u.id = q.recorded_by_id LEFT JOIN accounts_user held ON held.id = q.assigned_to_id
  WHERE q.state = 'waiting' AND q.organisation_id IN (SELECT organisation_id FROM accounts_membership
    WHERE user_id = :reader AND since_at <= :now AND (until_at IS NULL OR until_at > :now))
  ORDER BY q.assigned_to_id IS NOT NULL, q.recorded_at, q.id LIMIT 51
