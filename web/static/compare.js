'use strict';
// Two dates compared: what of which road was added, removed or kept, drawn over the background and listed in a table.

(() => {
  const { prefix = '' } = document.documentElement.dataset;
  const map = window.map_roads;
  const words = JSON.parse(document.getElementById('page').dataset.words);
  const box = document.querySelector('details.compare');
  const form = box.querySelector('form');
  const stop = form.querySelector('.stop');
  const table = box.querySelector('.compared');
  const drawn = L.featureGroup().addTo(map);
  const LOOKS = {
    kept: { weight: 3, dashArray: null },
    removed: { weight: 6, dashArray: '9 7', lineCap: 'butt' },
    added: { weight: 6, dashArray: null },
  };
  const UNSURE = 0.45; // opacity of what rests on a line that is not certain
  let area = null;
  map.createPane('compared').classList.add('compared-pane');

  const element = (tag, text, kind) => {
    const made = document.createElement(tag);
    if (text) made.textContent = text;
    if (kind) made.className = kind;
    return made;
  };
  const ends = (state) => [state.start, state.end].map((one) => one || '？').join(' — ');

  // What is not on the map, in words; nothing where all of it is.
  function missing({ old, new: now }) {
    const lines = [old, now].filter(Boolean).map((state) => state.placed);
    if (lines.every(Boolean)) return '';
    if (!lines.some(Boolean)) return words.not_drawn;
    return old.placed ? words.new_not_drawn : words.old_not_drawn;
  }

  function row(road) {
    const { old, new: now } = road;
    const state = now || old;
    const made = element('tr');
    const head = element('th');
    head.scope = 'row';
    const link = element('a', state.name);
    link.href = `${prefix}/roads/${encodeURIComponent(state.road_id)}`;
    link.lang = 'zh-Hans';
    head.append(link);
    const what = element('td');
    what.lang = 'zh-Hans';
    if (old && now && old.name !== now.name) what.append(element('del', old.name), ' → ', element('ins', now.name), element('br'));
    if (road.change === 'moved') what.append(element('del', ends(old)), ' → ', element('ins', ends(now)));
    else if (road.change !== 'renamed') what.append(ends(state));
    const left = missing(road);
    if (left) what.append(element('small', left, 'not-drawn'));
    made.append(head, what);
    return made;
  }

  function list(roads) {
    table.replaceChildren();
    if (!roads.length) table.append(element('p', words.compare_same, 'empty'));
    for (const change of ['added', 'removed', 'moved', 'renamed']) {
      const some = roads.filter((road) => road.change === change);
      if (!some.length) continue;
      const made = element('table');
      const body = element('tbody');
      body.append(...some.map(row));
      made.append(element('caption', `${words[`road_${change}`]} ${some.length}`, change), body);
      table.append(made);
    }
  }

  function draw(features) {
    drawn.clearLayers();
    for (const part of ['kept', 'removed', 'added']) { // the changed parts on top
      for (const one of features.filter(({ properties }) => properties.part === part)) {
        const { name, change, road_id: id, confident } = one.properties;
        const line = (options) => L.geoJSON(one, { pane: 'compared', style: options });
        const tip = element('div');
        tip.append(element('b', name), words[`road_${change}`], confident ? '' : ` · ${words.uncertain}`);
        line({ color: '#fff', weight: 10, opacity: 0.9, interactive: false }).addTo(drawn);
        line({ ...LOOKS[part], color: Ground.token(part), opacity: confident ? 1 : UNSURE })
          .bindTooltip(tip, { sticky: true, className: 'road-tip', opacity: 1 })
          .on('click', () => { location.href = `${prefix}/roads/${encodeURIComponent(id)}`; })
          .addTo(drawn);
      }
    }
    if (features.length) map.fitBounds(drawn.getBounds(), { padding: [40, 40], maxZoom: 16, animate: false });
  }

  const remember = (on) => {
    const url = new URL(location.href);
    for (const name of ['from', 'to']) {
      if (on) url.searchParams.set(name, form.elements[name].value);
      else url.searchParams.delete(name);
    }
    history.replaceState(null, '', url);
    document.body.classList.toggle('comparing', on);
    stop.hidden = !on;
  };

  async function compare() {
    const query = new URLSearchParams({ area: area.name, from: form.elements.from.value, to: form.elements.to.value });
    for (const name of ['known_at', 'published_by']) {
      const { value } = document.querySelector('form.when').elements[name];
      if (value) query.set(name, value);
    }
    const answer = await fetch(`${prefix}/compare.geojson?${query}`);
    if (!answer.ok) {
      table.replaceChildren(element('p', words.compare_failed, 'empty'));
      return;
    }
    const found = await answer.json();
    remember(true);
    draw(found.features);
    list(found.roads);
    document.body.dataset.compared = found.roads.length;
  }

  const ready = () => form.elements.from.value && form.elements.from.value < form.elements.to.value;
  const start = () => (ready() ? compare() : table.replaceChildren(element('p', words.compare_failed, 'empty')));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    start();
  });
  stop.addEventListener('click', () => {
    drawn.clearLayers();
    table.replaceChildren();
    delete document.body.dataset.compared;
    remember(false);
  });
  let asked = form.elements.from.value && form.elements.to.value; // by the address of the page
  document.addEventListener('area', ({ detail }) => {
    area = detail;
    if (asked || document.body.classList.contains('comparing')) start();
    asked = false;
  });
  document.addEventListener('time', () => { if (document.body.classList.contains('comparing')) compare(); });
})();
