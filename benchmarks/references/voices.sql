-- Assessments, points of view and words that the reader may read, marks between them, advice and what became of it.
{read}
SELECT read.id, read."when", read.area, who.name, a.conclusion, a.findings, a.instrument, v.conclusion, w.text, speaks.name
FROM read LEFT JOIN parcours_participant who ON who.id = read.said_by_id
LEFT JOIN needs_assessment a ON a.id = read.id LEFT JOIN needs_viewpoint v ON v.id = read.id
LEFT JOIN parcours_annotation w ON w.entry_id = read.id AND w.kind = 'reported'
LEFT JOIN parcours_participant speaks ON speaks.id = w.said_by_id
WHERE a.id IS NOT NULL OR v.id IS NOT NULL OR w.id IS NOT NULL ORDER BY read.sort_key;

{read}
SELECT d.id, d.subject, d.mark, d.marked_at, d.withdrawn_at, d.withdrawn_reason, u.name, v.entry_id FROM needs_divergence d
  JOIN needs_divergencevoice v ON v.divergence_id = d.id JOIN accounts_user u ON u.id = d.marked_by_id
  WHERE d.parcours_id = :parcours AND NOT EXISTS (SELECT 1 FROM needs_divergencevoice o WHERE o.divergence_id = d.id
    AND o.entry_id NOT IN (SELECT id FROM read)) ORDER BY d.id, v."order";

{read}
SELECT a.id, r.id, r.text, r.follow_up, fact.title, fact."when" FROM needs_recommendation r
  JOIN needs_assessment a ON a.id = r.assessment_id JOIN read ON read.id = a.id
  LEFT JOIN needs_evidence x ON x.recommendation_id = r.id LEFT JOIN read fact ON fact.id = x.object_id
  ORDER BY a."order", r."order", x."order";

{header}
