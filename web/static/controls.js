'use strict';
// Two buttons on the map: where am I, and the whole screen.

(() => {
  const map = window.map_roads;
  const words = JSON.parse(document.getElementById('page').dataset.words);
  const place = document.querySelector('.map-area');
  const here = L.layerGroup().addTo(map);

  const button = (name, icon, act) => {
    const Control = L.Control.extend({
      onAdd() {
        const box = L.DomUtil.create('div', `leaflet-bar ${name}`);
        const made = L.DomUtil.create('button', '', box);
        made.type = 'button';
        made.title = words[name];
        made.setAttribute('aria-label', words[name]);
        made.innerHTML = `<svg viewBox="0 0 20 20" aria-hidden="true"><path d="${icon}"/></svg>`;
        L.DomEvent.disableClickPropagation(box);
        made.addEventListener('click', () => act(made));
        return box;
      },
    });
    new Control({ position: 'bottomright' }).addTo(map);
  };

  const say = (text) => {
    const said = document.querySelector('.map-says');
    said.textContent = text;
    said.hidden = !text;
    if (text) setTimeout(() => { said.hidden = true; }, 6000);
  };

  button('locate', 'M10 3v3M10 14v3M3 10h3M14 10h3M10 6a4 4 0 1 0 0 8a4 4 0 1 0 0-8', () => {
    if (!navigator.geolocation) { say(words.locate_failed); return; }
    navigator.geolocation.getCurrentPosition(({ coords }) => {
      const at = [coords.latitude, coords.longitude];
      here.clearLayers();
      L.circle(at, { radius: coords.accuracy, className: 'here-about', interactive: false }).addTo(here);
      L.circleMarker(at, { radius: 6, className: 'here', interactive: false }).addTo(here);
      const { bounds } = JSON.parse(document.getElementById('page').dataset.ground) || {};
      const [west, south, east, north] = bounds || [-180, -90, 180, 90];
      if (at[1] < west || at[1] > east || at[0] < south || at[0] > north) say(words.locate_far);
      else map.setView(at, 16);
    }, () => say(words.locate_failed), { timeout: 10000, maximumAge: 0 });
  });

  if (document.fullscreenEnabled) {
    button('fullscreen', 'M3 8V3h5M12 3h5v5M17 12v5h-5M8 17H3v-5', () => {
      if (document.fullscreenElement) document.exitFullscreen();
      else place.requestFullscreen();
    });
  }
})();
