'use strict';
// The map page: roads of the chosen area in the list and, where they were found, on the map.

(() => {
  const page = document.getElementById('page').dataset;
  const map = window.map_roads;
  const areas = JSON.parse(page.areas);
  const words = JSON.parse(page.words);
  const panel = document.getElementById('panel');
  const list = panel.querySelector('.list');
  const state = panel.querySelector('.list-state');
  const filters = panel.querySelector('.filters');
  const showCandidates = document.querySelector('.show-candidates');
  const MOST = 1000;
  const drawn = new Map(); // road id → its layer
  const rows = new Map(); // road id → its row in the list
  const candidates = L.layerGroup().addTo(map);
  const labels = [];
  let area = areas.find((one) => one.name === page.area);
  let background = null;
  let roads = [];
  let filter = null;
  let asked = null;
  let sketch = null; // the drawing shown instead of a map

  const query = (more) => {
    const said = { area: area.name, limit: MOST, ...more };
    if (page.validOn) said.datetime = page.validOn;
    if (page.knownAt) said.known_at = page.knownAt;
    if (page.publishedBy) said.published_by = page.publishedBy;
    return new URLSearchParams(said);
  };
  const read = async (url, signal) => {
    const answer = await fetch(url, { signal });
    if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
    return answer.json();
  };
  const element = (tag, text, kind) => {
    const made = document.createElement(tag);
    if (text) made.textContent = text;
    if (kind) made.className = kind;
    return made;
  };
  const outcomeOf = (road) => {
    const { resolution_status: status, basis } = road.properties;
    const said = element('span', words[status] + (status === 'resolved' ? ` · ${words[basis]}` : ''), `outcome ${status} ${basis || ''}`);
    return said;
  };
  const go = (id) => { location.href = `/roads/${encodeURIComponent(id)}`; };

  // --- the list

  function row(road) {
    const { name, start, end } = road.properties;
    const link = element('a');
    link.href = `/roads/${encodeURIComponent(road.id)}`;
    const title = element('b', name);
    title.lang = 'zh-Hans';
    link.append(title, outcomeOf(road), element('span', [start, end].map((one) => one || '？').join(' — '), 'ends'));
    link.addEventListener('mouseenter', () => light(road.id, true));
    link.addEventListener('mouseleave', () => light(road.id, false));
    link.addEventListener('focus', () => light(road.id, true));
    link.addEventListener('blur', () => light(road.id, false));
    rows.set(road.id, link);
    const item = element('li');
    item.append(link);
    return item;
  }

  function showList() {
    const shown = roads.filter((road) => !filter || road.properties.resolution_status === filter);
    const byDistrict = Map.groupBy ? Map.groupBy(shown, (road) => road.properties.district || area.name) : grouped(shown);
    rows.clear();
    list.replaceChildren(...[...byDistrict].map(([district, some]) => {
      const section = element('section');
      const items = element('ul');
      items.append(...some.map(row));
      section.append(element('h2', `${district} ${some.length}`), items);
      return section;
    }));
    state.textContent = words.roads_count.replace('%s', shown.length) + (area.tiles ? '' : ` · ${words.no_network}`);
  }

  function grouped(some) {
    const groups = new Map();
    for (const road of some) {
      const key = road.properties.district || area.name;
      groups.set(key, [...(groups.get(key) || []), road]);
    }
    return groups;
  }

  function showFilters() {
    const counts = new Map();
    for (const road of roads) {
      const status = road.properties.resolution_status;
      counts.set(status, (counts.get(status) || 0) + 1);
    }
    filters.hidden = counts.size < 2;
    const button = (status, count) => {
      const made = element('button', `${status ? words[status] : words.all} ${count}`);
      made.type = 'button';
      made.setAttribute('aria-pressed', String(filter === status));
      made.addEventListener('click', () => { filter = status; showFilters(); showList(); });
      return made;
    };
    const known = ['resolved', 'ambiguous', 'not_mapped', 'unresolved'].filter((status) => counts.has(status));
    filters.replaceChildren(button(null, roads.length), ...known.map((status) => button(status, counts.get(status))));
  }

  // --- the map

  function light(id, on) {
    drawn.get(id)?.light(on);
    sketch?.querySelector(`a[href="/roads/${CSS.escape(id)}"]`)?.classList.toggle('lit', on);
    rows.get(id)?.classList.toggle('lit', on);
  }

  function draw(road) {
    const layer = Ground.road(road);
    const tip = element('div');
    tip.append(element('b', road.properties.name), element('span', road.properties.district || ''), ' ', outcomeOf(road));
    layer.bindTooltip(tip, { sticky: true, className: 'road-tip', opacity: 1 });
    layer.on('mouseover', () => light(road.id, true)).on('mouseout', () => light(road.id, false)).on('click', () => go(road.id));
    layer.addTo(map);
    drawn.set(road.id, layer);
    label(road);
  }

  // The name along the line, always read from the left (or from the top where the line is upright).
  function label(road) {
    const lines = road.geometry.type === 'LineString' ? [road.geometry.coordinates] : road.geometry.coordinates;
    const points = lines[0].map(([lon, lat]) => [lat, lon]);
    const [first, last] = [points[0], points.at(-1)];
    if (last[1] < first[1] || (last[1] === first[1] && last[0] > first[0])) points.reverse();
    const path = L.polyline(points, { opacity: 0, interactive: false }).addTo(map).getElement();
    path.id = `along-${road.id}`;
    const text = document.createElementNS('http://www.w3.org/2000/svg', 'text');
    const along = document.createElementNS('http://www.w3.org/2000/svg', 'textPath');
    text.setAttribute('class', 'road-label');
    text.setAttribute('dy', '-7');
    text.setAttribute('text-anchor', 'middle');
    along.setAttribute('href', `#${path.id}`);
    along.setAttribute('startOffset', '50%');
    along.textContent = road.properties.name;
    text.append(along);
    path.parentNode.append(text);
    labels.push({ text, path, width: road.properties.name.length * 14 });
  }

  function fitLabels() {
    for (const { text, path, width } of labels) {
      const fits = path.getTotalLength() > width + 16;
      text.setAttribute('visibility', fits ? 'visible' : 'hidden');
    }
  }

  async function fetchView() {
    if (!area?.tiles) return;
    asked?.abort();
    asked = new AbortController();
    const box = map.getBounds().pad(0.2);
    const bbox = [box.getWest(), box.getSouth(), box.getEast(), box.getNorth()].map((n) => n.toFixed(6)).join(',');
    try {
      const found = await read(`/api/collections/roads/items?${query({ bbox })}`, asked.signal);
      for (const road of found.features) if (!drawn.has(road.id)) draw(road);
      for (const { text } of labels) text.parentNode.append(text); // above every line
      fitLabels();
      document.body.dataset.drawn = drawn.size;
      if (page.road && drawn.has(page.road)) light(page.road, true);
    } catch (error) {
      if (error.name !== 'AbortError') state.textContent = words.load_failed;
    }
  }

  async function fetchCandidates() {
    candidates.clearLayers();
    if (!showCandidates.checked || !area) return;
    for (const road of roads.filter((one) => one.properties.resolution_status === 'ambiguous')) {
      const found = await read(`/api/collections/roads/items/${encodeURIComponent(road.id)}/candidates`);
      for (const line of found.features) {
        const layer = Ground.road(line);
        layer.bindTooltip(`${road.properties.name} · ${words.ambiguous}`, { sticky: true, className: 'road-tip' });
        layer.on('click', () => go(road.id)).addTo(candidates);
      }
    }
  }

  function clear() {
    for (const layer of drawn.values()) layer.remove();
    for (const { text, path } of labels) { text.remove(); path.remove(); }
    drawn.clear();
    labels.length = 0;
    background?.remove();
    background = null;
  }

  // Without streets the largest notice of the area stands in for the map, as a drawing.
  async function sketchIn(figure) {
    if (!figure) return;
    const place = figure.querySelector('div');
    if (!place.firstChild) {
      const answer = await fetch(figure.dataset.drawing);
      if (!answer.ok) return;
      const read = new DOMParser().parseFromString(await answer.text(), 'image/svg+xml');
      place.append(document.importNode(read.documentElement, true));
    }
    sketch = place.firstChild;
  }

  async function show(chosen) {
    clear();
    area = chosen;
    roads = [];
    filter = null;
    document.body.dataset.area = '';
    sketch = null;
    for (const card of document.querySelectorAll('.no-network')) {
      card.hidden = card.dataset.area !== area.name;
      if (!card.hidden) await sketchIn(card.querySelector('[data-drawing]'));
    }
    if (area.tiles) {
      const [west, south, east, north] = area.view;
      const bounds = [[south, west], [north, east]];
      const view = /^#([\d.]+)\/(-?[\d.]+)\/(-?[\d.]+)$/.exec(location.hash);
      if (view) map.setView([Number(view[2]), Number(view[3])], Number(view[1]));
      else map.fitBounds(bounds, { padding: [24, 24], animate: false });
    }
    try {
      roads = (await read(`/api/collections/roads/items?${query()}`)).features;
      const order = new Intl.Collator('zh-Hans');
      roads.sort((a, b) => order.compare(a.properties.district || '', b.properties.district || '') || order.compare(a.properties.name, b.properties.name));
      showFilters();
      showList();
      if (area.tiles) {
        const [west, south, east, north] = area.bounds;
        const named = roads.filter((road) => road.geometry).map((road) => road.properties.name);
        background = Ground.background(area.tiles, area.attribution, [[south, west], [north, east]], new Set(named)).addTo(map);
      }
      await Promise.all([fetchView(), fetchCandidates()]);
      const wanted = roads.find((road) => road.id === page.road);
      if (wanted && drawn.has(wanted.id)) map.fitBounds(drawn.get(wanted.id).getBounds(), { maxZoom: 17, padding: [60, 60] });
      rows.get(page.road)?.scrollIntoView({ block: 'center' });
      document.dispatchEvent(new CustomEvent('area', { detail: area }));
      document.body.dataset.area = area.name; // everything of this area stands: tests and print wait for it
    } catch {
      state.textContent = words.load_failed;
    }
  }

  // --- what people do

  for (const link of panel.querySelectorAll('.areas a')) {
    link.addEventListener('click', (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      for (const other of panel.querySelectorAll('.areas a')) other.toggleAttribute('aria-current', false);
      link.setAttribute('aria-current', 'true');
      const url = new URL(location.href);
      url.searchParams.set('area', link.dataset.area);
      url.searchParams.delete('road');
      url.hash = '';
      history.replaceState(null, '', url);
      page.road = '';
      document.querySelector('form.search').dataset.area = link.dataset.area;
      show(areas.find((one) => one.name === link.dataset.area));
    });
  }
  document.addEventListener('time', ({ detail }) => {
    [page.validOn, page.knownAt, page.publishedBy] = [detail.valid_on, detail.known_at, detail.published_by];
    if (area) show(area);
  });
  const handle = panel.querySelector('.handle');
  handle.addEventListener('click', () => handle.setAttribute('aria-expanded', String(panel.classList.toggle('open'))));
  showCandidates.addEventListener('change', fetchCandidates);
  map.attributionControl.setPrefix('<a href="/about">Leaflet</a>');
  map.on('zoomend', () => { drawn.forEach((layer) => layer.light(false)); fitLabels(); });
  map.on('moveend', () => {
    if (!area?.tiles || !document.body.dataset.area) return;
    const { lat, lng } = map.getCenter();
    history.replaceState(null, '', `${location.search}#${map.getZoom()}/${lat.toFixed(5)}/${lng.toFixed(5)}`);
    fetchView();
  });
  if (window.matchMedia('(max-width: 820px)').matches) {
    document.querySelector('.legend').open = false;
    map.options.zoomSnap = 0.5; // a small window can spare no whole step
  }
  if (area) show(area);
})();
