-- The rights of one record that the reader may read, each with its paper when they may read that one; the header.
{read}
SELECT g.id, code.label, g.decision, g.decided_on, g.since, g.until, g.source, d.title FROM needs_right g
  JOIN read ON read.id = g.id JOIN nomenclature_code code ON code.id = g.kind_id
  LEFT JOIN read paper ON paper.id = g.document_id LEFT JOIN documents_document d ON d.id = paper.id
  ORDER BY read.sort_key DESC;

{header}
