-- The fifty last acts of the accounts of the officer's organisations.
SELECT j.id, j.at, j.actor, j.action, j.chain, j.reason, j.detail FROM journal_journalentry j
WHERE j.actor IN (SELECT {actor_key} FROM accounts_membership w WHERE w.organisation_id IN (
  SELECT organisation_id FROM accounts_membership WHERE user_id = :reader AND role = 'data_protection_officer'
  AND since_at <= :now AND (until_at IS NULL OR until_at > :now)) AND w.until_at IS NULL)
ORDER BY j.id DESC LIMIT 51
