-- The first places of the directory by name, how many there are, and the categories to choose from.
SELECT s.id, s.name, s.kind, s.category_code, s.town, c.name, s.phone, s.is_fictional, s.lat, s.lon FROM territory_service s
  LEFT JOIN territory_commune c ON c.code = s.commune_id ORDER BY s.name, s.id LIMIT 51;

SELECT count(*) FROM territory_service;

SELECT DISTINCT category_code FROM territory_service
