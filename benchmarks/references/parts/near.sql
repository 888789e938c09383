SELECT s.id, s.name, s.kind, s.category_code, s.town, s.commune_id, s.phone, s.is_fictional, s.lat, s.lon,
  power(sin(radians(s.lat - centre.lat) / 2), 2)
    + cos(radians(centre.lat)) * cos(radians(s.lat)) * power(sin(radians(s.lon - centre.lon) / 2), 2) AS hav
  FROM territory_service s CROSS JOIN centre
