/// The style sheet of a picture's page.
enum HTMLPageStyle {
  static let text = """
    :root { color-scheme: light dark; --paper: #ffffff; --ink: #1b2733; --second: #44525f;
      --line: #c6cdd4; --tint: #f4f5f7; --mark: #ffd54a; --focus: #0072b2 }
    @media screen and (prefers-color-scheme: dark) { :root { --paper: #12181f; --ink: #e6edf3;
      --second: #b4c0cc; --line: #3a4550; --tint: #1e252d; --mark: #7a5b00; --focus: #4ba3db } }
    body { margin: 0; background: var(--paper); color: var(--ink);
      font: 15px/1.45 Helvetica, Arial, "Liberation Sans", sans-serif }
    main { max-width: 1500px; margin: 0 auto; padding: 16px 20px }
    h1 { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
    p { margin: 0 0 10px; color: var(--second) }
    .hint { font-size: 13px; margin-top: 6px }
    .tools { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; margin: 10px 0 }
    label { white-space: nowrap }
    button, input { font: inherit; color: inherit; background: var(--tint);
      border: 1px solid var(--line); border-radius: 4px; padding: 4px 10px }
    button { cursor: pointer }
    button:disabled { opacity: .5; cursor: default }
    :focus-visible { outline: 3px solid var(--focus); outline-offset: 1px }
    output { color: var(--second); flex-basis: 100%; height: 1.45em; overflow: hidden;
      white-space: nowrap; text-overflow: ellipsis }
    .wide { overflow-x: auto }
    #stage { border: 1px solid var(--line); height: 72vh; min-height: 320px; overflow: hidden;
      touch-action: pan-y; cursor: grab; background: var(--paper) }
    #stage.moving { cursor: grabbing }
    #stage svg { width: 100%; height: 100%; display: block; user-select: none }
    .thing { cursor: pointer }
    .thing:hover { filter: brightness(.93) }
    .nflow.thing:hover path { stroke-opacity: 1 }
    .thing:focus-visible { outline: 2px solid var(--focus) }
    .choosing .thing { opacity: .1 }
    .choosing .thing.on { opacity: 1 }
    .choosing .nflow.on path { stroke-opacity: .9 }
    text.found { stroke: var(--mark); stroke-width: 5px; paint-order: stroke }
    table { border-collapse: collapse; width: 100%; margin-top: 18px; font-size: 13px }
    caption { text-align: left; font-weight: bold; padding: 4px 0 }
    th, td { text-align: left; padding: 4px 8px; border-bottom: 1px solid var(--line);
      vertical-align: top }
    .number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap }
    tbody tr[data-name] { cursor: pointer }
    tbody tr[data-name]:hover { background: var(--tint) }
    tr.off { display: none }
    @media (max-width: 600px) { main { padding: 8px 10px } button, input { min-height: 40px }
      #search { width: 9em } #stage { height: 60vh } }
    @media print { .tools, .hint { display: none } main { max-width: none; padding: 0 }
      #stage { border: 0; height: auto } #stage svg { height: auto; max-height: 100vh }
      tr { break-inside: avoid } thead { display: table-header-group } }

    """
}
