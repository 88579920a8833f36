'use strict';
// The list beside the map: filters with counts, roads by district, a page at a time.
// Tells the map by the event `narrow` that other roads are wanted.

const RoadList = (() => {
  const { prefix = '' } = document.documentElement.dataset;
  const page = document.getElementById('page').dataset;
  const words = JSON.parse(page.words);
  const panel = document.getElementById('panel');
  const list = panel.querySelector('.list');
  const state = panel.querySelector('.list-state');
  const chips = panel.querySelector('.filters');
  const form = panel.querySelector('form.narrow');
  const more = panel.querySelector('.more-rows');
  const rows = new Map(); // road id → its row
  const STATUSES = ['resolved', 'ambiguous', 'not_mapped', 'unresolved'];
  const PAGE = 200;
  let ask = null; // (after) → a page of the list
  let shown = 0;

  const element = (tag, text, kind) => {
    const made = document.createElement(tag);
    if (text) made.textContent = text;
    if (kind) made.className = kind;
    return made;
  };
  const outcome = ({ status, basis, confident }) => {
    const placed = status === 'resolved';
    const said = placed ? [words[status], words[basis], ...(confident ? [] : [words.uncertain])] : [words[status]];
    return element('span', said.join(' · '), `outcome ${status}${placed && !confident ? ' uncertain' : ''}`);
  };
  const address = (id) => `${prefix}/roads/${encodeURIComponent(id)}`;
  // Its page, at the time that the map shows.
  const record = (id) => {
    const asked = new URLSearchParams(location.search);
    const time = new URLSearchParams(['valid_on', 'known_at', 'published_by'].filter((name) => asked.get(name)).map((name) => [name, asked.get(name)]));
    return String(time) ? `${address(id)}?${time}` : address(id);
  };

  function row(road, on) {
    const link = element('a');
    link.href = record(road.road_id);
    const title = element('b', road.name);
    title.lang = 'zh-Hans';
    const ends = element('span', [road.start, road.end].map((one) => one || '？').join(' — '), 'ends');
    ends.lang = 'zh-Hans';
    link.append(title, outcome(road), ends);
    for (const [event, lit] of [['mouseenter', true], ['mouseleave', false], ['focus', true], ['blur', false]]) {
      link.addEventListener(event, () => on.light(road, lit));
    }
    link.addEventListener('click', (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      on.pick(road);
    });
    rows.set(road.road_id, link);
    const item = element('li');
    item.append(link);
    return item;
  }

  // Roads of one district stand together; a page goes on with the district the page before ended with.
  function append(roads, on) {
    for (const road of roads) {
      let section = list.lastElementChild;
      if (section?.dataset.district !== road.district) {
        section = element('section');
        section.dataset.district = road.district;
        const heading = element('h2', road.district || page.area);
        heading.lang = 'zh-Hans';
        section.append(heading, element('ul'));
        list.append(section);
      }
      section.lastElementChild.append(row(road, on));
    }
    shown += roads.length;
  }

  function filters({ counts, total }) {
    const asked = form.elements.status.value;
    const button = (status, count) => {
      const made = element('button', status ? words[status] : words.all);
      made.append(' ', element('small', String(count)));
      made.type = 'button';
      made.setAttribute('aria-pressed', String(asked === status));
      made.addEventListener('click', () => { form.elements.status.value = status; form.requestSubmit(); });
      return made;
    };
    const known = new Map(counts.status);
    const some = STATUSES.filter((status) => known.has(status) || status === asked);
    chips.hidden = some.length < 2 && !asked;
    chips.replaceChildren(button('', total), ...some.map((status) => button(status, known.get(status) ?? 0)));
    const options = (name, pairs, say = String) => {
      const field = form.elements[name];
      const value = field.value || field.dataset.value || '';
      field.dataset.value = '';
      const all = field.firstElementChild;
      field.replaceChildren(all, ...pairs.map(([key, count]) => new Option(count ? `${say(key)} (${count})` : say(key), key)));
      if (value && ![...field.options].some((one) => one.value === value)) field.append(new Option(say(value), value));
      field.value = value;
    };
    options('act', counts.act, (act) => words[act] || act);
    options('district', counts.district);
    options('since', counts.year);
    options('until', counts.year);
  }

  const counted = (key, many) => words[many === 1 ? `${key}_one` : key].replace('%s', many);

  function count(found, inView) {
    const text = counted(inView ? 'in_view_count' : 'roads_count', found.count);
    state.textContent = text + (page.background ? '' : ` · ${words.no_network}`);
    if (!found.count) state.textContent = inView ? words.none_in_view : found.total ? words.none_match : counted('roads_count', 0);
    more.hidden = shown >= found.count;
  }

  // Fills the list anew. `on.light(road, lit)` and `on.pick(road)` are called as a row is pointed at and chosen.
  async function fill(fetchPage, on, inView) {
    ask = async (after) => fetchPage({ after, limit: PAGE });
    const found = await ask(0);
    rows.clear();
    list.replaceChildren();
    shown = 0;
    append(found.roads, on);
    filters(found);
    count(found, inView);
    more.onclick = async () => {
      const next = await ask(shown);
      append(next.roads, on);
      count(next, inView);
    };
    return found;
  }

  const narrowed = () => Object.fromEntries([...new FormData(form)].filter(([, value]) => value));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    document.dispatchEvent(new CustomEvent('narrow', { detail: narrowed() }));
  });
  for (const field of form.querySelectorAll('select')) field.addEventListener('change', () => form.requestSubmit());
  form.querySelector('.reset').addEventListener('click', () => {
    for (const field of form.elements) if (field.name) field.value = '';
    form.requestSubmit();
  });

  if (page.area) state.textContent = words.loading;

  return { fill, rows, element, outcome, address, record, narrowed, say: (text) => { state.textContent = text; } };
})();
