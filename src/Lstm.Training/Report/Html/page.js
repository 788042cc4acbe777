// A crosshair over the gate maps: which time step, which unit, and the value of the gate there, read from the map's own pixels.
(() => {
  "use strict";
  const svgName = "http://www.w3.org/2000/svg";
  const tip = document.createElement("div");
  tip.className = "tip";
  tip.hidden = true;
  document.body.append(tip);
  const pixels = new Map();

  // The palette stands at a fixed place in the PNG files of this page: after signature (8 bytes) and header (25), behind length and name (8).
  const paletteOf = uri => {
    const bytes = atob(uri.slice(uri.indexOf(",") + 1));
    const colours = new Map();
    for (let n = 255; n >= 0; n--) {
      colours.set(bytes.charCodeAt(41 + 3 * n) << 16 | bytes.charCodeAt(42 + 3 * n) << 8 | bytes.charCodeAt(43 + 3 * n), n);
    }
    return colours;
  };

  const read = async map => {
    const uri = map.getAttribute("href");
    const image = new Image();
    image.src = uri;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = image.naturalWidth;
    canvas.height = image.naturalHeight;
    const context = canvas.getContext("2d", { willReadFrequently: true });
    context.drawImage(image, 0, 0);
    const colours = paletteOf(uri), data = context.getImageData(0, 0, canvas.width, canvas.height).data;
    pixels.set(map, (column, row) => {
      const at = 4 * (row * canvas.width + column);
      return colours.get(data[at] << 16 | data[at + 1] << 8 | data[at + 2]);
    });
  };

  const range = (pixel, count, all) => {
    const first = Math.floor(pixel * all / count), last = Math.floor((pixel + 1) * all / count) - 1;
    return { first, last, text: last > first ? `${first + 1} to ${last + 1}` : `${first + 1}` };
  };

  const describe = (map, across, down, steps, labels) => {
    const columns = +map.dataset.columns, rows = +map.dataset.rows, low = +map.dataset.low, high = +map.dataset.high;
    const units = map.closest("[data-units]").dataset.units.split(",");
    const column = Math.floor(across * columns), row = Math.floor(down * rows);
    const time = range(column, columns, steps), unit = range(row, rows, units.length);
    const level = pixels.get(map)?.(column, row);
    const value = level === undefined ? "…" : level === 255 ? "not a number" : Number((low + (high - low) * level / 254).toPrecision(3)).toString();
    const label = time.first === time.last && labels[time.first] !== undefined ? ` (“${labels[time.first]}”)` : "";
    const who = unit.last > unit.first ? `${unit.last - unit.first + 1} units from ${units[unit.first]} on` : `unit ${units[unit.first]}`;
    return `step ${time.text}${label}, ${who}: ${map.dataset.name.toLowerCase()} ${value}`;
  };

  for (const stack of document.querySelectorAll("[data-steps]")) {
    const steps = +stack.dataset.steps, labels = JSON.parse(stack.dataset.labels || "[]");
    const charts = [...stack.querySelectorAll("svg[data-plot]")].map(svg => {
      const [left, top, width, height] = svg.dataset.plot.split(" ").map(Number);
      const cross = document.createElementNS(svgName, "line");
      cross.setAttribute("class", "cross");
      cross.setAttribute("y1", top);
      cross.setAttribute("y2", top + height);
      cross.style.visibility = "hidden";
      svg.append(cross);
      const map = svg.querySelector("image");
      if (map) read(map);
      return { svg, left, top, width, height, cross, map };
    });
    const hide = () => {
      tip.hidden = true;
      charts.forEach(chart => chart.cross.style.visibility = "hidden");
    };
    stack.addEventListener("pointerleave", hide);
    stack.addEventListener("pointermove", event => {
      const chart = charts.find(one => one.svg.contains(event.target));
      if (!chart) return hide();
      const place = chart.svg.getBoundingClientRect(), scale = place.width / chart.svg.viewBox.baseVal.width;
      const across = ((event.clientX - place.left) / scale - chart.left) / chart.width;
      const down = ((event.clientY - place.top) / scale - chart.top) / chart.height;
      if (across < 0 || across >= 1) return hide();
      for (const { left, width, cross } of charts) {
        cross.setAttribute("x1", left + across * width);
        cross.setAttribute("x2", left + across * width);
        cross.style.visibility = "visible";
      }
      const step = Math.floor(across * steps);
      tip.textContent = chart.map && down >= 0 && down < 1
        ? describe(chart.map, across, down, steps, labels)
        : `step ${step + 1}` + (labels[step] === undefined ? "" : ` (“${labels[step]}”)`);
      tip.hidden = false;
      tip.style.left = Math.min(event.clientX + 14, innerWidth - tip.offsetWidth - 8) + "px";
      tip.style.top = Math.min(event.clientY + 16, innerHeight - tip.offsetHeight - 8) + "px";
    });
  }
})();
