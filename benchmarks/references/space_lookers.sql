-- The hundred last views of one's own record: who, where they worked, which page.
SELECT sequence, at, actor, detail FROM journal_journalentry WHERE chain = :chain AND action = 'record.viewed'
  ORDER BY sequence DESC LIMIT 101;

SELECT u.id, u.name, u.title, w.since_at, w.until_at, o.name FROM accounts_user u
  LEFT JOIN accounts_membership w ON w.user_id = u.id LEFT JOIN territory_organisation o ON o.id = w.organisation_id
  WHERE u.id IN (SELECT p.user_id FROM parcours_participant p WHERE p.parcours_id = :parcours) ORDER BY w.since_at DESC
