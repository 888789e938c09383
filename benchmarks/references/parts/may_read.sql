e.recorded_by_id = :reader OR EXISTS (SELECT 1 FROM parcours_opening o JOIN places ON places.id = o.member_id
    WHERE o.parcours_id = e.parcours_id AND o.area = e.area) AND (e.level = 'circle' OR e.level = 'organisation'
    AND EXISTS (SELECT 1 FROM accounts_membership theirs JOIN accounts_membership mine
      ON mine.organisation_id = theirs.organisation_id AND mine.user_id = :reader AND mine.since_at <= :now
      AND (mine.until_at IS NULL OR mine.until_at > :now)
      WHERE theirs.user_id = e.recorded_by_id AND theirs.since_at <= e.recorded_at
      AND (theirs.until_at IS NULL OR theirs.until_at > e.recorded_at)))
  OR e.level <> 'mine' AND EXISTS (SELECT 1 FROM parcours_participant s WHERE s.id = e.said_by_id AND s.user_id = :reader)
