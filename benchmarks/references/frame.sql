-- The layout alone: the session and the account that it names.
SELECT u.id, u.name, u.kind, u.is_active, m.role FROM accounts_user u
  LEFT JOIN accounts_membership m ON m.user_id = u.id AND m.since_at <= :now AND (m.until_at IS NULL OR m.until_at > :now)
  WHERE u.id = :reader
