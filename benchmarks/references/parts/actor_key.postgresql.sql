CAST(w.user_id AS text)
