internal import CaseStore
internal import PaymentGraph

/// The files of the pages, which lie in the program; their address names their contents.
struct AssetTable: Sendable {
  /// The page that every address of a page gives.
  let shell: Response
  private let files: [String: Response]

  init() {
    let scripts: [(name: String, bytes: [UInt8])] = [
      ("ask.js", PackageResources.ask_js), ("build.js", PackageResources.build_js),
      ("decide.js", PackageResources.decide_js), ("drawer.js", PackageResources.drawer_js),
      ("folds.js", PackageResources.folds_js), ("forms.js", PackageResources.forms_js),
      ("page.js", PackageResources.page_js), ("print.js", PackageResources.print_js),
      ("records.js", PackageResources.records_js), ("scene.js", PackageResources.scene_js),
      ("table.js", PackageResources.table_js),
      ("views.js", PackageResources.views_js),
    ]
    let all =
      scripts + [
        ("style.css", PackageResources.style_css), ("icon.svg", PackageResources.icon_svg),
      ]
    let digest = Chain.digest(of: all.flatMap(\.bytes)).hex.prefix(16)
    var files: [String: Response] = [:]
    for (name, bytes) in all {
      var response = Response(
        type: AssetTable.type(of: name),
        body: bytes)
      response.isImmutable = true
      files["/a/\(digest)/\(name)"] = response
    }
    self.files = files
    shell = Response(
      type: "text/html; charset=utf-8",
      body: Array(
        String(decoding: PackageResources.shell_html, as: UTF8.self)
          .replacing("{assets}", with: "/a/\(digest)").utf8))
  }

  /// Returns the file at an address.
  func asset(at path: String) -> Response? { files[path] }

  private static func type(of name: String) -> String {
    if name.hasSuffix(".css") { return "text/css; charset=utf-8" }
    return name.hasSuffix(".svg") ? "image/svg+xml" : "text/javascript; charset=utf-8"
  }

  /// The size of all files in bytes.
  var byteCount: Int { files.values.reduce(shell.body.count) { $0 + $1.body.count } }
}
