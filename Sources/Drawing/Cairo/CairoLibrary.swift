internal import Glibc

/// The functions of the cairo and pango libraries that drawings need, found when they are first
/// needed: neither is needed to build or to write SVG.
///
/// Invariant: the types are those of the libraries' published interfaces, which have not changed
/// since cairo 1.16 and pango 1.44; the libraries stay open for the life of the process.
struct CairoLibrary: Sendable {
  typealias Handle = OpaquePointer
  typealias Sink =
    @convention(c) (UnsafeMutableRawPointer?, UnsafePointer<UInt8>?, CUnsignedInt) -> CInt

  typealias Act = @convention(c) (Handle) -> Void
  typealias One = @convention(c) (Handle, Double) -> Void
  typealias Two = @convention(c) (Handle, Double, Double) -> Void
  typealias Four = @convention(c) (Handle, Double, Double, Double, Double) -> Void
  typealias Six =
    @convention(c) (Handle, Double, Double, Double, Double, Double, Double) -> Void
  typealias Choose = @convention(c) (Handle, CInt) -> Void

  let makeImage: @convention(c) (CInt, CInt, CInt) -> Handle?
  let makePDF: @convention(c) (Sink?, UnsafeMutableRawPointer?, Double, Double) -> Handle?
  let setPageSize: Two
  let setMetadata: @convention(c) (Handle, CInt, UnsafePointer<CChar>) -> Void
  let writePNG: @convention(c) (Handle, Sink?, UnsafeMutableRawPointer?) -> CInt
  let finish: Act
  let destroySurface: Act
  let surfaceStatus: @convention(c) (Handle) -> CInt
  let make: @convention(c) (Handle) -> Handle?
  let destroy: Act
  let status: @convention(c) (Handle) -> CInt
  let showPage: Act
  let save: Act
  let restore: Act
  let scale: Two
  let translate: Two
  let clip: Act
  let setColor: @convention(c) (Handle, Double, Double, Double, Double) -> Void
  let setLineWidth: One
  let setLineJoin: Choose
  let setDash: @convention(c) (Handle, UnsafePointer<Double>?, CInt, Double) -> Void
  let moveTo: Two
  let lineTo: Two
  let curveTo: Six
  let rectangle: Four
  let arc: @convention(c) (Handle, Double, Double, Double, Double, Double) -> Void
  let newPath: Act
  let closePath: Act
  let fill: Act
  let fillPreserve: Act
  let stroke: Act

  let makeLayout: @convention(c) (Handle) -> Handle?
  let layoutContext: @convention(c) (Handle) -> Handle?
  let setRounding: (@convention(c) (Handle, CInt) -> Void)?
  let setDirection: (@convention(c) (Handle, CInt) -> Void)?
  let setAutoDirection: (@convention(c) (Handle, CInt) -> Void)?
  let setText: @convention(c) (Handle, UnsafePointer<CChar>, CInt) -> Void
  let setFont: @convention(c) (Handle, Handle) -> Void
  let layoutSize:
    @convention(c) (Handle, UnsafeMutablePointer<CInt>, UnsafeMutablePointer<CInt>) -> Void
  let unknownGlyphs: (@convention(c) (Handle) -> CInt)?
  let layoutBaseline: @convention(c) (Handle) -> CInt
  let showLayout: @convention(c) (Handle, Handle) -> Void
  let layoutPath: @convention(c) (Handle, Handle) -> Void
  let makeFont: @convention(c) (UnsafePointer<CChar>) -> Handle?
  let freeFont: Act
  let setFontSize: One
  let setFontWeight: Choose
  let setFontStyle: Choose
  let release: Act

  let cairoVersion: String?
  let pangoVersion: String?

  /// The libraries of this machine, opened at the first use.
  static let installed: Result<CairoLibrary, MissingLibrary> = open()

  /// The name of a library or function that is missing.
  struct MissingLibrary: Error, Sendable {
    let name: String
  }

  /// Opens the libraries.
  ///
  /// - Parameter names: The libraries' files, cairo first; for tests.
  static func open(
    _ names: [String] = ["libcairo.so.2", "libpangocairo-1.0.so.0", "libgobject-2.0.so.0"]
  ) -> Result<CairoLibrary, MissingLibrary> {
    var handles: [UnsafeMutableRawPointer] = []
    for name in names {
      guard let handle = dlopen(name, RTLD_NOW) else { return .failure(MissingLibrary(name: name)) }
      handles.append(handle)
    }
    do throws(MissingLibrary) {
      return .success(try CairoLibrary(handles))
    } catch {
      return .failure(error)
    }
  }

  private init(_ handles: [UnsafeMutableRawPointer]) throws(MissingLibrary) {
    func optional<Function>(_ name: String, as type: Function.Type = Function.self) -> Function? {
      for handle in handles {
        if let symbol = dlsym(handle, name) { return unsafeBitCast(symbol, to: type) }
      }
      return nil
    }
    func function<Function>(_ name: String) throws(MissingLibrary) -> Function {
      guard let found: Function = optional(name) else { throw MissingLibrary(name: name) }
      return found
    }
    makeImage = try function("cairo_image_surface_create")
    makePDF = try function("cairo_pdf_surface_create_for_stream")
    setPageSize = try function("cairo_pdf_surface_set_size")
    setMetadata = try function("cairo_pdf_surface_set_metadata")
    writePNG = try function("cairo_surface_write_to_png_stream")
    finish = try function("cairo_surface_finish")
    destroySurface = try function("cairo_surface_destroy")
    surfaceStatus = try function("cairo_surface_status")
    make = try function("cairo_create")
    destroy = try function("cairo_destroy")
    status = try function("cairo_status")
    showPage = try function("cairo_show_page")
    save = try function("cairo_save")
    restore = try function("cairo_restore")
    scale = try function("cairo_scale")
    translate = try function("cairo_translate")
    clip = try function("cairo_clip")
    setColor = try function("cairo_set_source_rgba")
    setLineWidth = try function("cairo_set_line_width")
    setLineJoin = try function("cairo_set_line_join")
    setDash = try function("cairo_set_dash")
    moveTo = try function("cairo_move_to")
    lineTo = try function("cairo_line_to")
    curveTo = try function("cairo_curve_to")
    rectangle = try function("cairo_rectangle")
    arc = try function("cairo_arc")
    newPath = try function("cairo_new_path")
    closePath = try function("cairo_close_path")
    fill = try function("cairo_fill")
    fillPreserve = try function("cairo_fill_preserve")
    stroke = try function("cairo_stroke")
    makeLayout = try function("pango_cairo_create_layout")
    layoutContext = try function("pango_layout_get_context")
    setRounding = optional("pango_context_set_round_glyph_positions")
    setDirection = optional("pango_context_set_base_dir")
    setAutoDirection = optional("pango_layout_set_auto_dir")
    setText = try function("pango_layout_set_text")
    setFont = try function("pango_layout_set_font_description")
    layoutSize = try function("pango_layout_get_size")
    unknownGlyphs = optional("pango_layout_get_unknown_glyphs_count")
    layoutBaseline = try function("pango_layout_get_baseline")
    showLayout = try function("pango_cairo_show_layout")
    layoutPath = try function("pango_cairo_layout_path")
    makeFont = try function("pango_font_description_from_string")
    freeFont = try function("pango_font_description_free")
    setFontSize = try function("pango_font_description_set_absolute_size")
    setFontWeight = try function("pango_font_description_set_weight")
    setFontStyle = try function("pango_font_description_set_style")
    release = try function("g_object_unref")
    typealias Version = @convention(c) () -> UnsafePointer<CChar>?
    let cairo: Version? = optional("cairo_version_string")
    let pango: Version? = optional("pango_version_string")
    cairoVersion = cairo?().map { String(cString: $0) }
    pangoVersion = pango?().map { String(cString: $0) }
  }
}
