-- The places within 10 km of the centre of Firminy, the nearest first, those that nobody can place last; how many; the categories.
WITH centre AS (SELECT lat, lon FROM territory_commune WHERE code = '42095'),
near AS ({near})
SELECT near.*, c.name FROM near LEFT JOIN territory_commune c ON c.code = near.commune_id
  WHERE hav IS NULL OR hav <= power(sin(10.0 / (2 * 6371.0088)), 2) ORDER BY hav IS NULL, hav, id LIMIT 51;

WITH centre AS (SELECT lat, lon FROM territory_commune WHERE code = '42095'),
near AS ({near})
SELECT count(*), count(lat) FROM near WHERE hav IS NULL OR hav <= power(sin(10.0 / (2 * 6371.0088)), 2);

SELECT DISTINCT category_code FROM territory_service
