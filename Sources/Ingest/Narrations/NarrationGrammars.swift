internal import Synchronization

/// The grammars that come with the program, each read once, when a statement first needs it.
enum NarrationGrammars {
  /// The names that profiles may use, in alphabetical order.
  static let names: [String] = files.map(\.name).filter {
    !$0.hasSuffix(".common") && !$0.hasSuffix(".names")
  }.sorted()

  /// Returns the grammar with a name; nil where there is none, or where it cannot be read, which a test excludes.
  static func named(_ name: String) -> NarrationGrammar? {
    cache.withLock { known in
      if let found = known[name] { return found }
      guard let grammar = try? read(name) else { return nil }
      known[name] = grammar
      return grammar
    }
  }

  /// Reads a grammar without the cache.
  static func read(_ name: String) throws(NarrationGrammar.Fault) -> NarrationGrammar {
    guard let text = text(of: name) else {
      throw NarrationGrammar.Fault(grammar: name, line: 0, message: "there is no such grammar")
    }
    return try NarrationGrammar(name: name, text: text, included: text(of:))
  }

  /// Returns the lines of a list of words, without remarks.
  static func list(_ bytes: [UInt8]) -> [String] {
    String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
      .filter { !$0.hasPrefix("#") }
  }

  private static func text(of name: String) -> String? {
    files.first { $0.name == name }.map { String(decoding: $0.bytes, as: UTF8.self) }
  }

  private static let cache = Mutex<[String: NarrationGrammar]>([:])
}

/// The grammars and lists of words embedded in the program.
extension NarrationGrammars {
  static let files: [(name: String, bytes: [UInt8])] = [
    ("gb.barclays", PackageResources.gb_barclays_txt),
    ("gb.common", PackageResources.gb_common_txt),
    ("gb.hsbc", PackageResources.gb_hsbc_txt),
    ("gb.lloyds", PackageResources.gb_lloyds_txt),
    ("gb.monzo", PackageResources.gb_monzo_txt),
    ("gb.names", PackageResources.gb_names_txt),
    ("gb.nationwide", PackageResources.gb_nationwide_txt),
    ("gb.natwest", PackageResources.gb_natwest_txt),
    ("gb.returns", PackageResources.gb_returns_txt),
    ("gb.starling", PackageResources.gb_starling_txt),
    ("gb", PackageResources.gb_txt),
    ("ie.aib", PackageResources.ie_aib_txt),
    ("ie.boi", PackageResources.ie_boi_txt),
    ("ie.common", PackageResources.ie_common_txt),
    ("in.axis", PackageResources.in_axis_txt),
    ("in.bob", PackageResources.in_bob_txt),
    ("in.canara", PackageResources.in_canara_txt),
    ("in.common", PackageResources.in_common_txt),
    ("in.federal", PackageResources.in_federal_txt),
    ("in.hdfc", PackageResources.in_hdfc_txt),
    ("in.icici", PackageResources.in_icici_txt),
    ("in.idfc", PackageResources.in_idfc_txt),
    ("in.indusind", PackageResources.in_indusind_txt),
    ("in.kotak", PackageResources.in_kotak_txt),
    ("in.own.common", PackageResources.in_own_common_txt),
    ("in.pnb", PackageResources.in_pnb_txt),
    ("in.sbi", PackageResources.in_sbi_txt),
    ("in", PackageResources.in_txt),
    ("in.union", PackageResources.in_union_txt),
    ("in.yes", PackageResources.in_yes_txt),
    ("revolut", PackageResources.revolut_txt),
    ("wise", PackageResources.wise_txt),
  ]
}
