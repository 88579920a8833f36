'use strict';
// The map page: what is asked for stands in the address; the list, the lines and the chosen road follow it.

(() => {
  const { prefix = '' } = document.documentElement.dataset;
  const page = document.getElementById('page').dataset;
  const words = JSON.parse(page.words);
  const area = JSON.parse(page.ground); // null: the register is empty
  const map = window.map_roads;
  const { element } = RoadList;
  const panel = document.getElementById('panel');
  const showCandidates = document.querySelector('.show-candidates');
  const followView = panel.querySelector('.follow-view');
  const picked = panel.querySelector('.picked');
  const legend = document.querySelector('.legend');
  const colours = legend.querySelector('[name="colour"]');
  const NEAR = 400; // lines in view: more are drawn from tiles
  const drawn = new Map(); // road id → its layer
  const labels = [];
  const dimmed = L.featureGroup().addTo(map); // candidates
  const lit = L.featureGroup().addTo(map); // what is pointed at, where tiles draw
  const chosen = L.featureGroup().addTo(map); // the line, or the area, of the chosen road
  let tiles = null;
  let asking = null; // the requests for a view under way
  let sketch = null; // the drawing shown instead of a map

  const time = { valid_on: page.validOn, known_at: page.knownAt, published_by: page.publishedBy };
  const said = (from) => Object.fromEntries(Object.entries(from).filter(([, value]) => value));
  const query = (more = {}) => new URLSearchParams({ area: area.name, ...said(time), ...RoadList.narrowed(), ...more });
  const read = async (url, signal) => {
    const answer = await fetch(url, { signal });
    if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
    return answer.json();
  };
  const remember = (values) => {
    const url = new URL(location.href);
    for (const [key, value] of Object.entries(values)) {
      if (value) url.searchParams.set(key, value);
      else url.searchParams.delete(key);
    }
    history.replaceState(null, '', url);
  };
  const failed = (error) => { if (error.name !== 'AbortError') RoadList.say(words.load_failed); };
  const bbox = () => {
    const box = map.getBounds();
    const within = (number, most) => Math.min(Math.max(number, -most), most).toFixed(6);
    return [within(box.getWest(), 180), within(box.getSouth(), 90), within(box.getEast(), 180), within(box.getNorth(), 90)].join(',');
  };

  // --- lines

  const look = (road) => Ground.look(road, colours.value);
  const day = () => Math.floor(Date.parse(time.valid_on || page.today) / 86_400_000);
  function isShown(road) {
    const asked = RoadList.narrowed();
    const on = day();
    return road.shown_from <= on && (road.shown_to === undefined || on < road.shown_to)
      && (!asked.status || asked.status === road.status) && (!asked.act || asked.act === road.act)
      && (!asked.district || asked.district === road.district)
      && (!asked.since || road.year >= Number(asked.since)) && (!asked.until || (road.year > 0 && road.year <= Number(asked.until)));
  }

  function tip(road) {
    const said = element('div');
    const name = element('b', road.name);
    name.lang = 'zh-Hans';
    said.append(name, element('span', road.district || ''), ' ', RoadList.outcome(road));
    return said;
  }

  function light(id, on) {
    drawn.get(id)?.light(on);
    lit.clearLayers();
    if (on && tiles && !drawn.has(id)) lit.addLayer(L.polyline(tiles.partsOf(id), { color: Ground.token('selected'), weight: 6, interactive: false }));
    sketch?.querySelector(`a[href="${RoadList.address(id)}"]`)?.classList.toggle('lit', on);
    RoadList.rows.get(id)?.classList.toggle('lit', on);
  }

  function draw(feature) {
    const road = feature.properties;
    const layer = Ground.road(feature, colours.value);
    layer.bindTooltip(tip(road), { sticky: true, className: 'road-tip', opacity: 1 });
    layer.on('mouseover', () => light(road.road_id, true)).on('mouseout', () => light(road.road_id, false)).on('click', () => pick(road));
    if (road.status !== 'resolved') { layer.addTo(dimmed); return; }
    layer.addTo(map);
    drawn.set(road.road_id, layer);
    label(feature);
  }

  // The name along the line, always read from the left (or from the top where the line is upright).
  function label(feature) {
    const { type, coordinates } = feature.geometry;
    const points = (type === 'LineString' ? coordinates : coordinates[0]).map(([lon, lat]) => [lat, lon]);
    const [first, last] = [points[0], points.at(-1)];
    if (last[1] < first[1] || (last[1] === first[1] && last[0] > first[0])) points.reverse();
    const path = L.polyline(points, { opacity: 0, interactive: false }).addTo(map).getElement();
    path.id = `along-${feature.id}`;
    const text = document.createElementNS('http://www.w3.org/2000/svg', 'text');
    const along = document.createElementNS('http://www.w3.org/2000/svg', 'textPath');
    text.setAttribute('class', 'road-label');
    text.setAttribute('lang', 'zh-Hans');
    text.setAttribute('dy', '-7');
    text.setAttribute('text-anchor', 'middle');
    along.setAttribute('href', `#${path.id}`);
    along.setAttribute('startOffset', '50%');
    along.textContent = feature.properties.name;
    text.append(along);
    path.parentNode.append(text);
    labels.push({ text, path, width: feature.properties.name.length * 14 });
  }

  // Longer lines first; a name that would lie on another is left out.
  function fitLabels() {
    const taken = [];
    const sized = labels.map((one) => ({ ...one, long: one.path.getTotalLength() })).sort((a, b) => b.long - a.long);
    for (const { text, path, width, long } of sized) {
      let fits = long > width + 16;
      if (fits) {
        const middle = path.getPointAtLength(long / 2);
        fits = !taken.some((one) => Math.hypot(one.x - middle.x, one.y - middle.y) < Math.min(one.width, width) / 2 + 12);
        if (fits) taken.push({ x: middle.x, y: middle.y, width });
      }
      text.setAttribute('visibility', fits ? 'visible' : 'hidden');
    }
  }

  function clear() {
    for (const layer of drawn.values()) layer.remove();
    for (const { text, path } of labels) { text.remove(); path.remove(); }
    dimmed.clearLayers();
    lit.clearLayers();
    drawn.clear();
    labels.length = 0;
  }

  function showTiles(on) {
    if (on && !tiles) {
      const asked = new URLSearchParams(time.known_at || time.published_by ? said(time) : { v: page.stamp });
      tiles = new RoadTiles({
        url: `${prefix}/tiles/roads/{z}/{x}/{y}.pbf?${asked}`, shown: isShown, look, candidates: () => showCandidates.checked,
        maxNativeZoom: 17, maxZoom: 19, zIndex: 2, updateWhenZooming: false,
      });
      tiles.on('painted', () => { document.body.dataset.painted = '1'; });
    }
    document.body.classList.toggle('from-tiles', on);
    if (on && !map.hasLayer(tiles)) tiles.addTo(map);
    if (!on && tiles) { tiles.remove(); tiles = null; }
  }

  // The lines of this view one by one where they are few, else from tiles.
  async function showLines(signal) {
    const more = { bbox: bbox(), limit: NEAR, ...(showCandidates.checked && { candidates: 'yes' }) };
    const found = await read(`${prefix}/map/roads.geojson?${query(more)}`, signal);
    const few = found.numberMatched <= NEAR;
    if (!few) showTiles(true);
    clear();
    if (few) {
      found.features.forEach(draw);
      for (const { text } of labels) text.parentNode.append(text); // above every line
      fitLabels();
      showTiles(false);
    }
    chosen.bringToFront();
    document.body.dataset.drawn = few ? drawn.size : found.numberMatched;
  }

  const rowActions = { light: (road, on) => { light(road.road_id, on); if (road.status !== 'resolved') hint(road, on); }, pick: (road) => pick(road) };
  const showList = (signal) => RoadList.fill(
    (more) => read(`${prefix}/map/roads?${query({ ...more, ...(followView.checked && { bbox: bbox() }) })}`, signal), rowActions, followView.checked,
  );

  async function refresh() {
    asking?.abort();
    asking = new AbortController();
    const { signal } = asking;
    try {
      await Promise.all([showList(signal), area.background && showLines(signal)]);
    } catch (error) { failed(error); }
  }

  async function moved() {
    const { lat, lng } = map.getCenter();
    history.replaceState(null, '', `${location.pathname}${location.search}#${map.getZoom()}/${lat.toFixed(5)}/${lng.toFixed(5)}`);
    if (!document.body.dataset.area) return;
    if (followView.checked) { refresh(); return; }
    asking?.abort();
    asking = new AbortController();
    try { await showLines(asking.signal); } catch (error) { failed(error); }
  }

  // --- the chosen road

  const areas = new Map(); // road id → the area it lies in, as GeoJSON
  async function areaOf(id) {
    if (!areas.has(id)) areas.set(id, await read(`${prefix}/map/area.geojson?${new URLSearchParams({ road: id })}`));
    return areas.get(id);
  }
  const AREA_LOOK = { className: 'road-area', interactive: false };

  // Where a road without a line lies: its area, never a line.
  let pointed = null;
  async function hint(road, on) {
    pointed = on ? road.road_id : null;
    lit.clearLayers();
    if (!on || !area.background) return;
    const found = await areaOf(road.road_id).catch(() => null);
    if (found && pointed === road.road_id) lit.addLayer(L.geoJSON(found, { ...AREA_LOOK, style: { className: 'road-area' } }));
  }

  async function pick(road, { zoom = true } = {}) {
    remember({ road: road.road_id });
    page.road = road.road_id;
    chosen.clearLayers();
    card(road);
    RoadList.rows.forEach((row, id) => row.toggleAttribute('aria-current', id === road.road_id));
    if (!area.background) return;
    const found = road.status === 'resolved'
      ? await read(`${prefix}/map/roads.geojson?${new URLSearchParams({ area: area.name, ...said(time), road: road.road_id })}`)
      : await areaOf(road.road_id);
    if (page.road !== road.road_id) return;
    if (road.status === 'resolved') {
      for (const line of found.features) {
        chosen.addLayer(L.geoJSON(line, { interactive: false, style: { color: Ground.token('selected'), weight: 14, opacity: 0.22 } }));
        // dashed where it is not certain, over white: the line below it has dashes of its own
        const dashes = line.properties.confident ? {} : { dashArray: Ground.DASHED.join(' '), lineCap: 'butt' };
        chosen.addLayer(L.geoJSON(line, { interactive: false, style: { color: '#fff', weight: 6 } }));
        chosen.addLayer(L.geoJSON(line, { interactive: false, style: { color: Ground.token('selected'), weight: 4, ...dashes } }));
      }
    } else {
      chosen.addLayer(L.geoJSON(found, { ...AREA_LOOK, style: { className: 'road-area' } }));
      picked.querySelector('.where').textContent = found.features.length ? words.area_shown.replace('%s', found.features[0].properties.name) : words.no_area_shown;
    }
    if (zoom && chosen.getLayers().length && chosen.getBounds().isValid()) {
      map.fitBounds(chosen.getBounds(), { maxZoom: 17, padding: [60, 60] });
    }
  }

  function card(road) {
    const head = element('h2', road.name);
    head.lang = 'zh-Hans';
    const close = element('button', '×', 'close');
    close.type = 'button';
    close.setAttribute('aria-label', words.close);
    close.addEventListener('click', unpick);
    const ends = element('p', [road.start, road.end].map((one) => one || '？').join(' — '));
    ends.lang = 'zh-Hans';
    const facts = element('p', '', 'facts');
    facts.append(RoadList.outcome(road), element('span', `${words[road.act] || road.act} ${road.valid_from || ''}`), element('span', road.district || ''));
    const link = element('a', words.open_record, 'button');
    link.href = RoadList.record(road.road_id);
    picked.replaceChildren(close, head, ends, facts, element('p', '', 'where'), link);
    picked.hidden = false;
    panel.querySelector('.panel-list').scrollTop = 0;
  }

  // The chosen road as it was on the day shown; away on days on which it is not in force.
  async function pickAgain({ zoom = false } = {}) {
    const id = page.road;
    if (!id) return;
    const found = await read(`${prefix}/map/roads?${new URLSearchParams({ area: area.name, ...said(time), road: id })}`).catch(() => null);
    if (page.road !== id) return;
    if (found?.roads.length) { await pick(found.roads[0], { zoom }); return; }
    picked.hidden = true;
    chosen.clearLayers();
  }

  function unpick() {
    remember({ road: '' });
    page.road = '';
    picked.hidden = true;
    chosen.clearLayers();
    RoadList.rows.forEach((row) => row.removeAttribute('aria-current'));
  }

  // --- colours and their key

  function showKeys() {
    for (const some of legend.querySelectorAll('[data-colour]')) some.hidden = some.dataset.colour !== colours.value;
    remember({ colour: colours.value === 'outcome' ? '' : colours.value });
  }

  // --- tiles under the pointer

  let under = null;
  const floating = L.tooltip({ className: 'road-tip', opacity: 1, offset: [12, 0], direction: 'right' });
  map.on('mousemove', ({ latlng }) => {
    if (!tiles) return;
    const road = tiles.at(latlng, 8);
    map.getContainer().classList.toggle('over-road', Boolean(road));
    if (road?.road_id !== under?.road_id) {
      if (under) light(under.road_id, false);
      under = road;
      if (road) { light(road.road_id, true); floating.setContent(tip(road)); } else floating.remove();
    }
    if (road) floating.setLatLng(latlng).addTo(map);
  });
  map.on('mouseout', () => { if (under) { light(under.road_id, false); floating.remove(); under = null; } });
  map.on('click', async ({ latlng }) => {
    const road = tiles?.at(latlng, 14);
    if (!road) return;
    const found = await read(`${prefix}/map/roads?${new URLSearchParams({ area: area.name, ...said(time), road: road.road_id })}`);
    pick(found.roads[0] || road, { zoom: false });
  });

  // --- what people do

  document.addEventListener('time', ({ detail }) => {
    Object.assign(time, detail);
    tiles?.remove();
    tiles = null;
    if (!area) return;
    refresh();
    pickAgain();
  });
  document.addEventListener('narrow', ({ detail }) => {
    remember({ status: '', act: '', district: '', since: '', until: '', ...detail });
    tiles?.repaint();
    refresh();
  });
  colours.addEventListener('change', () => { showKeys(); tiles?.repaint(); if (!tiles) refresh(); });
  followView.addEventListener('change', () => { remember({ view: followView.checked ? 'list' : '' }); refresh(); });
  showCandidates.addEventListener('change', () => { tiles?.repaint(); refresh(); });
  const handle = panel.querySelector('.handle');
  handle.addEventListener('click', () => handle.setAttribute('aria-expanded', String(panel.classList.toggle('open'))));
  document.addEventListener('keydown', (event) => { if (event.key === 'Escape' && !picked.hidden && document.activeElement.tagName !== 'INPUT') unpick(); });
  panel.querySelector('.areas select')?.addEventListener('change', (event) => event.target.form.submit());

  async function begin() {
    showKeys();
    if (!area) return;
    const card = document.querySelector('.no-network');
    if (card) {
      card.hidden = false;
      const figure = card.querySelector('[data-drawing]');
      if (figure) await sketchIn(figure);
    } else {
      const [west, south, east, north] = area.view;
      const view = /^#([\d.]+)\/(-?[\d.]+)\/(-?[\d.]+)$/.exec(location.hash);
      if (view && Math.abs(view[2]) <= 85 && Math.abs(view[3]) <= 180) map.setView([Number(view[2]), Number(view[3])], Math.min(Number(view[1]), 19));
      else map.fitBounds([[south, west], [north, east]], { padding: [24, 24], animate: false });
    }
    if (area.background && page.many) showTiles(true); // at once: that they are many is known
    await refresh();
    if (area.background) {
      const [west, south, east, north] = area.bounds;
      const named = [...drawn.keys()].map((id) => RoadList.rows.get(id)?.querySelector('b').textContent);
      Ground.background(area.background, area.attribution, [[south, west], [north, east]], new Set(named)).addTo(map);
      map.on('moveend', moved);
    }
    await pickAgain({ zoom: !location.hash });
    document.dispatchEvent(new CustomEvent('area', { detail: area }));
    document.body.dataset.area = area.name; // everything of this area stands: tests and print wait for it
  }

  // Without streets the largest notice of the area stands in for the map, as a drawing.
  async function sketchIn(figure) {
    const answer = await fetch(figure.dataset.drawing);
    if (!answer.ok) return;
    const drawing = new DOMParser().parseFromString(await answer.text(), 'image/svg+xml');
    figure.querySelector('div').append(document.importNode(drawing.documentElement, true));
    sketch = figure.querySelector('svg');
  }

  map.attributionControl.setPrefix(`<a href="${prefix}/about">Leaflet</a>`);
  map.on('zoomend', () => { drawn.forEach((layer) => layer.light(false)); fitLabels(); });
  if (window.matchMedia('(max-width: 820px)').matches) {
    legend.open = false;
    map.options.zoomSnap = 0.5; // a small window can spare no whole step
  }
  begin();
})();
