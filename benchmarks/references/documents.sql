-- The papers of one record that the reader may read, their files, what they stand beside, who opened them; the header.
{read}
SELECT d.id, d.title, d."when", v.id, v.number, v.kind, v.size, v.original_name, v.recorded_at, u.name, beside.title
  FROM documents_document d JOIN read ON read.id = d.id JOIN documents_documentversion v ON v.document_id = d.id
  JOIN accounts_user u ON u.id = v.recorded_by_id LEFT JOIN read beside ON beside.id = d.attached_to_id
  ORDER BY read.sort_key DESC, v.number DESC LIMIT 51;

SELECT actor, object_id, MAX(at) FROM journal_journalentry WHERE chain = :chain AND action = 'record.viewed'
  AND object_kind = 'document_version' GROUP BY actor, object_id;

{header}
