WITH shared AS (SELECT * FROM parcours_threadentry WHERE parcours_id = :parcours AND level = 'circle'
  ORDER BY sort_key DESC LIMIT 101)
