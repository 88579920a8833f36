'use strict';
// The search box: suggestions while typing, by key, mouse and input method.

for (const form of document.querySelectorAll('form.search')) {
  const input = form.elements.q;
  const list = form.querySelector('ul');
  const { prefix = '' } = document.documentElement.dataset;
  const { area, none, nearest, language } = form.dataset;
  let composing = false;
  let timer = 0;
  let asked = null; // the request under way
  let chosen = -1;

  const close = () => {
    list.hidden = true;
    chosen = -1;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
  };

  const choose = (index) => {
    const options = list.querySelectorAll('[role="option"][data-road]');
    if (!options.length) return;
    chosen = (index + options.length) % options.length;
    options.forEach((option, at) => option.setAttribute('aria-selected', String(at === chosen)));
    input.setAttribute('aria-activedescendant', options[chosen].id);
    options[chosen].scrollIntoView({ block: 'nearest' });
  };

  // The matched characters of a name in <mark>; every text goes in as text.
  const marked = (name, matched) => {
    const strong = document.createElement('b');
    strong.lang = 'zh-Hans';
    const at = matched ? name.indexOf(matched) : -1;
    if (at < 0) {
      strong.textContent = name;
      return strong;
    }
    const mark = document.createElement('mark');
    mark.textContent = matched;
    strong.append(name.slice(0, at), mark, name.slice(at + matched.length));
    return strong;
  };

  const small = (text, kind = '') => {
    const element = document.createElement('small');
    element.textContent = text;
    element.className = kind;
    return element;
  };

  // A line that is no road: nothing can be chosen there.
  const remark = (text) => {
    const option = document.createElement('li');
    option.className = 'none';
    option.setAttribute('role', 'option');
    option.setAttribute('aria-disabled', 'true');
    option.textContent = text;
    return option;
  };

  const show = (text, hits) => {
    list.replaceChildren(...hits.map((hit, at) => {
      const option = document.createElement('li');
      option.id = `suggestion-${at}`;
      option.setAttribute('role', 'option');
      option.dataset.road = hit.road_id;
      const where = [hit.area, hit.district].filter((word, i, all) => word && all.indexOf(word) === i).join(' ');
      option.append(marked(hit.name, hit.matched), small(hit.near ? '' : hit.reason[language]), small(where, 'where'));
      if (hit.not_in_force) option.append(small(hit.not_in_force[language]));
      return option;
    }));
    const found = none.replace('%s', text);
    if (!hits.length) list.append(remark(found));
    else if (hits[0].near) list.prepend(remark(`${found}${language === 'zh' ? '。' : '. '}${nearest}`));
    list.hidden = false;
    chosen = -1;
    input.setAttribute('aria-expanded', 'true');
  };

  const ask = async () => {
    const text = input.value.trim();
    if (asked) asked.abort();
    if (!text) return close();
    asked = new AbortController();
    try {
      const query = new URLSearchParams({ q: text, ...(area && { area }) });
      const answer = await fetch(`${prefix}/suggest?${query}`, { signal: asked.signal });
      if (answer.ok) show(text, await answer.json());
    } catch (error) {
      if (error.name !== 'AbortError') close();
    }
    return undefined;
  };

  const soon = () => {
    clearTimeout(timer);
    if (!composing) timer = setTimeout(ask, 90);
  };

  const go = (road) => { location.href = `${prefix}/roads/${encodeURIComponent(road)}`; };

  // While an input method composes, the letters are not yet the word: nothing is asked.
  input.addEventListener('compositionstart', () => { composing = true; clearTimeout(timer); });
  input.addEventListener('compositionend', () => { composing = false; soon(); });
  input.addEventListener('input', soon);
  input.addEventListener('focus', () => { if (list.childElementCount && input.value.trim()) list.hidden = false; });
  input.addEventListener('blur', () => setTimeout(close, 150));
  input.addEventListener('keydown', (event) => {
    if (event.isComposing || composing) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (list.hidden) soon();
      else choose(chosen + (event.key === 'ArrowDown' ? 1 : chosen < 0 ? 0 : -1));
    } else if (event.key === 'Enter' && chosen >= 0 && !list.hidden) {
      event.preventDefault();
      go(list.querySelectorAll('[data-road]')[chosen].dataset.road);
    } else if (event.key === 'Escape') {
      close();
    }
  });
  list.addEventListener('mousedown', (event) => {
    const option = event.target.closest('[data-road]');
    if (option) {
      event.preventDefault();
      go(option.dataset.road);
    }
  });
}

// "/" goes to the search box, as on many sites.
document.addEventListener('keydown', (event) => {
  const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName);
  if (event.key === '/' && !typing && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    document.querySelector('form.search input')?.focus();
  }
});
