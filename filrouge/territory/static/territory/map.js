// The small map beside a list of places: it says nothing that the list does not, so that it stays out of the way of
// the keyboard and of screen readers, and out of the page altogether where it cannot be drawn.
//
//   <li data-lat="45.43" data-lon="4.38"><a href="…">a place</a></li>      each place of the page; data-here: from where
//   <section data-map="#where" data-leaflet="…" … hidden> … <div class="carte" aria-hidden="true"></div></section>
//
// Leaflet and the contours are fetched from here when the map comes into view, never from another host.

const CLOSEST = 13; // nearer than this a commune fills the map: there are no streets to see
const NAMED = [[12, 0], [11, 2500], [10, 8000], [0, 20000]]; // from which zoom which communes are named, by inhabitants
const still = matchMedia("(prefers-reduced-motion: reduce)").matches;

function load(tag, attributes) {
  return new Promise((done, failed) => {
    const element = Object.assign(document.createElement(tag), { onload: done, onerror: failed, ...attributes });
    document.head.append(element);
  });
}

async function read(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.json();
}

function icon(L, className, size, html) {
  return L.divIcon({ className, iconSize: [size, size], html });
}

function linkTo(place) {
  const named = place.querySelector("a") ?? place;
  const link = Object.assign(document.createElement(named.href ? "a" : "span"), { textContent: named.textContent });
  link.lang = "fr";
  if (named.href) Object.assign(link, { href: named.href, tabIndex: -1 });
  return link;
}

function marker(L, place) {
  const at = [Number(place.dataset.lat), Number(place.dataset.lon)];
  if ("here" in place.dataset) {
    const house = document.querySelector("#i-home") ? '<svg viewBox="0 0 24 24"><use href="#i-home"/></svg>' : "";
    const above = L.divIcon({ className: "carte-ici", iconSize: [34, 34], iconAnchor: [17, 42], html: house });
    return L.marker(at, { icon: above, zIndexOffset: 1000, interactive: false, title: place.dataset.here });
  }
  const drawn = L.marker(at, { icon: icon(L, "carte-lieu", 22, ""), title: linkTo(place).textContent });
  return drawn.bindPopup(linkTo(place), { closeButton: false });
}

// The largest first; a name that would cover another is left out until one comes nearer.
function nameCommunes(L, map, communes) {
  const shown = L.layerGroup().addTo(map);
  const sized = communes.getLayers()
    .map((layer) => ({ ...layer.feature.properties, centre: layer.getBounds().getCenter() }))
    .sort((a, b) => b.population - a.population);
  const draw = () => {
    const taken = [];
    const [, least] = NAMED.find(([zoom]) => map.getZoom() >= zoom);
    shown.clearLayers();
    for (const { nom, population, centre } of sized) {
      const { x, y } = map.latLngToContainerPoint(centre);
      const half = nom.length * 4 + 6; // in pixels, about: a letter is 7 or 8 wide
      if (population < least || taken.some((one) => Math.abs(one.y - y) < 20 && Math.abs(one.x - x) < one.half + half)) continue;
      taken.push({ x, y, half });
      const options = { content: nom, permanent: true, direction: "center", className: "carte-nom", pane: "shadowPane" };
      shown.addLayer(L.tooltip(centre, options));
    }
  };
  map.on("zoomend", draw);
  draw();
}

async function draw(section, places) {
  const { leaflet, clusters, leafletStyle, clusterStyle, communes, epci } = section.dataset;
  const styles = [leafletStyle, clusterStyle].map((href) => load("link", { rel: "stylesheet", href }));
  await load("script", { src: leaflet });
  const [towns, groups] = await Promise.all([
    read(communes), read(epci), load("script", { src: clusters }), ...styles,
  ]);
  const { L } = window;
  L.Marker.mergeOptions({ keyboard: false }); // the groups are markers too
  const map = L.map(section.querySelector(".carte"), {
    attributionControl: false, zoomControl: false, keyboard: false, scrollWheelZoom: false, dragging: !L.Browser.mobile,
    minZoom: 7, maxZoom: CLOSEST, zoomAnimation: !still, fadeAnimation: !still, markerZoomAnimation: !still,
  });
  if (still) map.panBy = (by, how) => L.Map.prototype.panBy.call(map, by, { ...how, animate: false });
  const { zoomIn, zoomOut } = section.dataset;
  L.control.zoom({ zoomInTitle: zoomIn, zoomOutTitle: zoomOut }).addTo(map);
  for (const button of map.getContainer().querySelectorAll("a")) button.tabIndex = -1;
  const ground = L.geoJSON(towns, { interactive: false, style: { className: "carte-commune" } }).addTo(map);
  L.geoJSON(groups, { interactive: false, style: { className: "carte-epci" } }).addTo(map);
  const group = L.markerClusterGroup({
    maxClusterRadius: 34, showCoverageOnHover: false, animate: !still, spiderLegPolylineOptions: { className: "carte-fil" },
    iconCreateFunction: (cluster) => icon(L, "carte-groupe", 34, `<b>${cluster.getChildCount()}</b>`),
  });
  const drawn = places.map((place) => marker(L, place));
  drawn.forEach((each, rank) => each.addTo("here" in places[rank].dataset ? map : group));
  map.fitBounds(L.latLngBounds(drawn.map((each) => each.getLatLng())), { padding: [28, 28], maxZoom: 11, animate: false });
  map.addLayer(group);
  nameCommunes(L, map, ground);
  section.dataset.drawn = "";
}

function prepare(section) {
  const places = [...document.querySelectorAll("[data-lat]")];
  if (!places.length) return;
  section.hidden = false;
  const watch = new IntersectionObserver((seen) => {
    if (!seen.some((each) => each.isIntersecting)) return;
    watch.disconnect();
    draw(section, places).catch(() => { section.hidden = true; });
  }, { rootMargin: "200px" });
  watch.observe(section);
}

document.querySelectorAll("[data-map]").forEach(prepare);
