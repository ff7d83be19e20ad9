// What of Graphviz the target Graphviz uses: its own headers, and helpers for what Swift cannot
// import (a mutable global, `char *` parameters, a length whose type changed between releases).
// No logic.
#ifndef TRIBUTARY_CGRAPHVIZ_H
#define TRIBUTARY_CGRAPHVIZ_H

#include <graphviz/cgraph.h>
#include <graphviz/gvc.h>

// Where it is set, Graphviz reads no image and no shape file. Not in every release, hence weak.
extern char *HTTPServerEnVar __attribute__((weak));

static inline void gvx_forbid_files(void) {
  if (&HTTPServerEnVar) HTTPServerEnVar = (char *)"on";
}

// Which file a function was loaded from. The system declares `dladdr` for GNU sources only, so it is
// declared here under another name.
struct gvx_origin {
  const char *file;
  void *base;
  const char *symbol;
  void *address;
};
extern int gvx_dladdr(const void *address, struct gvx_origin *origin) __asm__("dladdr");

// The file of the Graphviz library that this process uses; NULL where the system cannot tell.
static inline const char *gvx_library_file(void) {
  struct gvx_origin origin = {0};
  return gvx_dladdr((const void *)&gvContext, &origin) ? origin.file : NULL;
}

static inline Agraph_t *gvx_open(const char *name) {
  return agopen((char *)name, Agdirected, NULL);
}

static inline Agraph_t *gvx_subgraph(Agraph_t *graph, const char *name) {
  return agsubg(graph, (char *)name, 1);
}

static inline Agnode_t *gvx_node(Agraph_t *graph, const char *name) {
  return agnode(graph, (char *)name, 1);
}

static inline Agnode_t *gvx_subnode(Agraph_t *graph, Agnode_t *node) {
  return agsubnode(graph, node, 1);
}

static inline Agedge_t *gvx_edge(Agraph_t *graph, Agnode_t *tail, Agnode_t *head, const char *key) {
  return agedge(graph, tail, head, (char *)key, 1);
}

static inline int gvx_declare(Agraph_t *graph, int kind, const char *name, const char *value) {
  return agattr(graph, kind, (char *)name, (char *)value) != NULL;
}

static inline int gvx_set(void *object, const char *name, const char *value) {
  return agsafeset(object, (char *)name, (char *)value, (char *)"");
}

// The value is read as HTML-like markup.
static inline int gvx_set_markup(Agraph_t *graph, void *object, const char *name,
                                 const char *value) {
  char *text = agstrdup_html(graph, (char *)value);
  int status = agsafeset(object, (char *)name, text, (char *)"");
  agstrfree(graph, text);
  return status;
}

// A context that has only the two given plug-ins and never looks for others.
static inline GVC_t *gvx_context(void *layout, void *core) {
  static lt_symlist_t plugins[3];
  plugins[0].name = "gvplugin_dot_layout_LTX_library";
  plugins[0].address = layout;
  plugins[1].name = "gvplugin_core_LTX_library";
  plugins[1].address = core;
  return gvContextPlugins(plugins, 0);
}

// The length is `unsigned int` in older releases and `size_t` in newer ones; a zeroed `size_t`
// serves both on little-endian machines.
static inline int gvx_render(GVC_t *context, Agraph_t *graph, const char *format, char **data,
                             size_t *length) {
  *length = 0;
  *data = NULL;
  return gvRenderData(context, graph, format, data, (void *)length);
}

#endif
