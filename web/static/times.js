'use strict';
// Which time the map shows: a date field, a slider over the dates of change, and what was known or published then.
// Tells the map by the event `time`; hears from it, by the event `area`, which area is shown.

(() => {
  const { prefix = '' } = document.documentElement.dataset;
  const form = document.querySelector('form.when');
  const words = JSON.parse(document.getElementById('page').dataset.words);
  const slider = form.querySelector('.slider');
  const range = slider.querySelector('input');
  const said = slider.querySelector('output');
  let days = []; // [{ day, count }], earliest first; one step more is today
  let shown = null;

  const sayDay = () => {
    const at = days[range.value];
    const changes = words[at?.count === 1 ? 'day_changes_one' : 'day_changes'];
    const text = at ? changes.replace('%d', at.day).replace('%s', at.count) : words.today;
    said.textContent = at ? text : '';
    range.setAttribute('aria-valuetext', text);
  };

  // The slider stands on the last change that had come into force by the day in the field.
  const follow = () => {
    const day = form.elements.valid_on.value;
    const later = days.findIndex((one) => one.day > day);
    range.value = day ? Math.max((later < 0 ? days.length : later) - 1, 0) : days.length;
    sayDay();
    if (day && later === 0) { // before anything changed
      said.textContent = '';
      range.setAttribute('aria-valuetext', day);
    }
  };

  const tell = () => {
    const url = new URL(location.href);
    const detail = {};
    for (const name of ['valid_on', 'known_at', 'published_by']) {
      detail[name] = form.elements[name].value;
      if (detail[name]) url.searchParams.set(name, detail[name]);
      else url.searchParams.delete(name);
    }
    history.replaceState(null, '', url);
    document.dispatchEvent(new CustomEvent('time', { detail }));
  };

  async function load(area) {
    shown = area.name;
    const answer = await fetch(`${prefix}/changes/days?${new URLSearchParams({ area: area.name })}`);
    const found = answer.ok ? await answer.json() : [];
    if (shown !== area.name) return;
    days = found;
    slider.hidden = days.length < 2;
    if (slider.hidden) return;
    range.max = days.length;
    slider.querySelector('.first').textContent = days[0].day;
    slider.querySelector('datalist').replaceChildren(...[...days.keys(), days.length].map((at) => new Option('', at)));
    follow();
  }

  range.addEventListener('input', sayDay);
  range.addEventListener('change', () => {
    form.elements.valid_on.value = days[range.value]?.day ?? '';
    tell();
  });
  for (const field of [...form.elements].filter((one) => one.type === 'date')) field.addEventListener('change', () => { follow(); tell(); });
  form.addEventListener('submit', (event) => event.preventDefault());
  document.addEventListener('area', ({ detail }) => { if (detail.name !== shown) load(detail); });
})();
