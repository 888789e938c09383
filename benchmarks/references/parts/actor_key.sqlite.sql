substr(w.user_id, 1, 8) || '-' || substr(w.user_id, 9, 4) || '-' || substr(w.user_id, 13, 4) || '-' || substr(w.user_id, 17, 4) || '-' || substr(w.user_id, 21)
