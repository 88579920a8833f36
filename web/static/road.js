'use strict';
// The small map of a road page: the background, the road (or its candidates), and its two ends.

(() => {
  const { prefix = '' } = document.documentElement.dataset;
  const page = document.getElementById('page').dataset;
  const map = window.map_roads;
  const base = `${prefix}/api/collections/roads/items/${encodeURIComponent(page.road)}`;
  map.scrollWheelZoom.disable();
  map.attributionControl.setPrefix(`<a href="${prefix}/about">Leaflet</a>`);

  const mark = ([lon, lat], text) => L.marker([lat, lon], {
    interactive: false, keyboard: false, icon: L.divIcon({ className: 'end-mark', html: text, iconSize: [22, 22] }),
  }).addTo(map);

  async function show() {
    const answer = await fetch((page.status === 'ambiguous' ? `${base}/candidates` : base) + page.query);
    const found = await answer.json();
    const layer = L.featureGroup((found.features || [found]).filter((one) => one.geometry).map(Ground.road)).addTo(map);
    if (layer.getLayers().length) map.fitBounds(layer.getBounds(), { padding: [30, 30], maxZoom: 17, animate: false });
    layer.eachLayer((road) => road.light(false)); // as wide as this zoom wants it
    if (page.tiles) Ground.background(page.tiles, page.attribution, null).addTo(map);
    if (found.geometry) {
      const lines = found.geometry.type === 'LineString' ? [found.geometry.coordinates] : found.geometry.coordinates;
      mark(lines[0][0], page.start);
      mark(lines[0].at(-1), page.end);
    }
    document.body.dataset.drawn = layer.getLayers().length;
  }
  show();
})();
