SELECT p.state, p.level, person.usual_name, person.age_words, person.birth, person.situation, person.residence,
  person.communication, l.since, l.until, who.name FROM parcours_parcours p JOIN people_person person ON person.id = p.person_id
  LEFT JOIN parcours_lead l ON l.parcours_id = p.id LEFT JOIN parcours_circlemember m ON m.id = l.member_id
  LEFT JOIN parcours_participant who ON who.id = m.participant_id WHERE p.id = :parcours;

SELECT kind, since, until, exercised_by FROM people_legalprotection WHERE person_id = :person;

SELECT c.decision, c."on", who.name FROM parcours_consent c JOIN parcours_participant who ON who.id = c.participant_id
  WHERE c.parcours_id = :parcours ORDER BY c.on_latest DESC, c.id DESC LIMIT 1
