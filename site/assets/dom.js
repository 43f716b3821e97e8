/**
 * Pages as functions of their state: `h` describes an element, `patch` makes the document agree with the description
 * and touches nothing else, so that focus, selections and open details stay as they are.
 */

/** @typedef {{tag: string, key: unknown, props: Record<string, any>, children: VNode[]}} VNode */
/** @typedef {VNode | string | number | null | undefined | false} One */
/** What stands inside an element; what is empty or false is left out. @typedef {One | One[] | (One | One[] | One[][])[]} Child */

const SVG = "http://www.w3.org/2000/svg";
const TEXT = "#text";
/** Set as properties, since the attribute is only the first value. */
const LIVE = new Set(["value", "checked", "disabled", "hidden"]);

/** What each node was last made from. @type {WeakMap<Node, VNode>} */
const made = new WeakMap();

/**
 * Describes an element. Props are attributes, handlers (`onclick` …) and a `key` (or `id`) by which it is found again.
 * @param {string} tag
 * @param {Record<string, any> | null} [props]
 * @param {...Child} children
 * @returns {VNode}
 */
export function h(tag, props, ...children) {
  const given = props ?? {};
  const nodes = children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false && child !== "");
  return {
    tag,
    key: given.key ?? given.id,
    props: given,
    children: /** @type {(VNode | string | number)[]} */ (/** @type {unknown} */ (nodes)).map((child) =>
      typeof child === "object" ? child : { tag: TEXT, key: undefined, props: { text: String(child) }, children: [] },
    ),
  };
}

/**
 * Makes the children of an element agree with their descriptions.
 * @param {Element} parent
 * @param {VNode[]} children
 */
export function patch(parent, children) {
  const free = /** @type {ChildNode[]} */ ([...parent.childNodes]);
  const nodes = children.map((child) => {
    const index = free.findIndex((node) => {
      const last = made.get(node);
      return last !== undefined && last.tag === child.tag && last.key === child.key;
    });
    return index < 0 ? null : free.splice(index, 1)[0];
  });
  for (const node of free) node.remove();
  let next = parent.firstChild;
  children.forEach((child, index) => {
    const node = nodes[index] ?? create(child, parent);
    if (node === next) next = node.nextSibling;
    else parent.insertBefore(node, next);
    update(node, child);
  });
}

/** @param {VNode} vnode @param {Element} parent @returns {ChildNode} */
function create({ tag, props }, parent) {
  if (tag === TEXT) return document.createTextNode(props.text);
  const inside = parent.namespaceURI === SVG && parent.localName !== "foreignObject";
  return tag === "svg" || inside ? document.createElementNS(SVG, tag) : document.createElement(tag);
}

/** @param {ChildNode} node @param {VNode} vnode */
function update(node, vnode) {
  const before = made.get(node)?.props ?? {};
  made.set(node, vnode);
  if (vnode.tag === TEXT) {
    if (node.nodeValue !== vnode.props.text) node.nodeValue = vnode.props.text;
    return;
  }
  const element = /** @type {Element & Record<string, any>} */ (node);
  for (const name in before) if (!(name in vnode.props)) set(element, name, undefined, before[name]);
  const { value, ...others } = vnode.props; // a select or range takes its value when all else is in place
  for (const name in others) set(element, name, others[name], before[name]);
  patch(element, vnode.children);
  if (value !== undefined) set(element, "value", value, before.value);
}

/** @param {Element & Record<string, any>} element @param {string} name @param {any} value @param {any} before */
function set(element, name, value, before) {
  if (name === "key") return;
  if (name.startsWith("on")) element[name] = value ?? null;
  else if (LIVE.has(name) && name in element) {
    const live = value ?? (name === "value" ? "" : false);
    if (element[name] !== live) element[name] = live;
  } else if (value === before) return;
  else if (value === undefined || value === null || value === false) element.removeAttribute(name);
  else element.setAttribute(name, value === true ? "" : String(value));
}
