internal import Synchronization

/// The profiles that come with the program, each read from its YAML once, when it is first needed.
enum BuiltInFormats {
  /// All profiles that can be read, in the order of their names; a test checks that none is missing.
  static var all: [Format] { documents(of: Array(texts.indices)) }

  /// Returns the profiles that may know a header, in the order of their names; the others do not know it.
  static func possible(for header: HeaderNames) -> [Format] {
    documents(of: texts.indices.filter { outlines[$0].mayKnow(header) })
  }

  /// The YAML of each profile by its file's name, in the order of names.
  static let texts: [(name: String, text: String)] = files.map { name, bytes in
    (name, String(decoding: bytes, as: UTF8.self))
  }

  /// The outlines of the texts, by their indices.
  private static let outlines = texts.map { FormatOutline(text: $0.text, source: $0.name) }

  /// The profiles that were read, by the indices of the texts; nil for a text that is not a profile.
  private static let cache = Mutex<[Int: Format?]>([:])

  private static func documents(of indices: [Int]) -> [Format] {
    cache.withLock { known in
      indices.compactMap { index in
        if let document = known[index] { return document }
        let (name, text) = texts[index]
        let document = try? Format(text: text, source: name, isChecked: false)
        known[index] = .some(document)
        return document
      }
    }
  }
}

/// The files of the built-in profiles, embedded in the program.
extension BuiltInFormats {
  static let files: [(name: String, bytes: [UInt8])] = [
    ("bench.amlsim", PackageResources.bench_amlsim_yaml),
    ("bench.amlsim.edges", PackageResources.bench_amlsim_edges_yaml),
    ("bench.amlworld", PackageResources.bench_amlworld_yaml),
    ("bench.berka.order", PackageResources.bench_berka_order_yaml),
    ("bench.berka.trans", PackageResources.bench_berka_trans_yaml),
    ("bench.finbench.deposit", PackageResources.bench_finbench_deposit_yaml),
    ("bench.finbench.repay", PackageResources.bench_finbench_repay_yaml),
    ("bench.finbench.transfer", PackageResources.bench_finbench_transfer_yaml),
    ("bench.finbench.withdraw", PackageResources.bench_finbench_withdraw_yaml),
    ("bench.fincen.map", PackageResources.bench_fincen_map_yaml),
    ("bench.paysim", PackageResources.bench_paysim_yaml),
    ("gb.barclays.csv", PackageResources.gb_barclays_csv_yaml),
    ("gb.barclays.tags", PackageResources.gb_barclays_tags_yaml),
    ("gb.firstdirect.csv", PackageResources.gb_firstdirect_csv_yaml),
    ("gb.hsbc.csv", PackageResources.gb_hsbc_csv_yaml),
    ("gb.hsbcnet.csv", PackageResources.gb_hsbcnet_csv_yaml),
    ("gb.lloyds.csv", PackageResources.gb_lloyds_csv_yaml),
    ("gb.monzo.csv", PackageResources.gb_monzo_csv_yaml),
    ("gb.nationwide.csv", PackageResources.gb_nationwide_csv_yaml),
    ("gb.natwest.csv", PackageResources.gb_natwest_csv_yaml),
    ("gb.starling.csv", PackageResources.gb_starling_csv_yaml),
    ("ie.aib.card", PackageResources.ie_aib_card_yaml),
    ("ie.aib.csv", PackageResources.ie_aib_csv_yaml),
    ("ie.boi.csv", PackageResources.ie_boi_csv_yaml),
    ("ie.ulster.csv", PackageResources.ie_ulster_csv_yaml),
    ("in.axis.statement", PackageResources.in_axis_statement_yaml),
    ("in.canara.statement", PackageResources.in_canara_statement_yaml),
    ("in.federal.statement", PackageResources.in_federal_statement_yaml),
    ("in.hdfc.delimited", PackageResources.in_hdfc_delimited_yaml),
    ("in.hdfc.statement", PackageResources.in_hdfc_statement_yaml),
    ("in.icici.statement", PackageResources.in_icici_statement_yaml),
    ("in.kotak.statement", PackageResources.in_kotak_statement_yaml),
    ("in.sbi.statement", PackageResources.in_sbi_statement_yaml),
    ("message.entries", PackageResources.message_entries_yaml),
    ("payoneer.csv", PackageResources.payoneer_csv_yaml),
    ("payoneer.older.csv", PackageResources.payoneer_older_csv_yaml),
    ("paypal.activity.de", PackageResources.paypal_activity_de_yaml),
    ("paypal.activity.de.2010", PackageResources.paypal_activity_de_2010_yaml),
    ("paypal.activity.en", PackageResources.paypal_activity_en_yaml),
    ("paypal.activity.en.2010", PackageResources.paypal_activity_en_2010_yaml),
    ("paypal.activity.es", PackageResources.paypal_activity_es_yaml),
    ("paypal.activity.fr", PackageResources.paypal_activity_fr_yaml),
    ("paypal.consumer.en", PackageResources.paypal_consumer_en_yaml),
    ("paypal.statement.en", PackageResources.paypal_statement_en_yaml),
    ("paypal.statement.es", PackageResources.paypal_statement_es_yaml),
    ("revolut.business.csv", PackageResources.revolut_business_csv_yaml),
    ("revolut.personal.2018", PackageResources.revolut_personal_2018_yaml),
    ("revolut.personal.csv", PackageResources.revolut_personal_csv_yaml),
    ("stripe.balance.csv", PackageResources.stripe_balance_csv_yaml),
    ("stripe.payments.csv", PackageResources.stripe_payments_csv_yaml),
    ("wise.balance.csv", PackageResources.wise_balance_csv_yaml),
    ("wise.transfers.csv", PackageResources.wise_transfers_csv_yaml),
  ]
}

/// The names of columns by which a built-in profile knows a header, read without the rest of its text.
///
/// Reading the whole text of all profiles takes longer than answering a question on a small file, and this outline is
/// enough to rule out most of them.
struct FormatOutline: Sendable {
  /// The names of each form of the header; nil where the text does not show them, so that nothing is ruled out.
  let headers: [[String]]?
  private let isLedger: Bool

  init(text: String, source: String) {
    let bytes = Array(text.utf8)
    isLedger = FormatOutline.part("shape", of: bytes).map { $0.contains("ledger") } ?? false
    guard let part = FormatOutline.part("match", of: bytes),
      let root = try? ProfileSection(text: part, source: source, keys: ["match"], isChecked: false),
      let match = try? root.section("match", keys: FormatOutline.keys)
    else {
      headers = nil
      return
    }
    headers = match.has("headers") ? try? match.lists("headers") : []
  }

  /// Returns false where the profile cannot know a header, because the header lacks names of every form.
  func mayKnow(_ header: HeaderNames) -> Bool {
    guard let headers else { return true }
    return headers.contains { names in
      isLedger
        ? names.allSatisfy { header.unique.contains(HeaderNames.normal($0)) }
        : names.allSatisfy { StatementPlan.position(of: $0, in: header) != nil }
    }
  }

  private static let keys = [
    "headers", "header", "without", "cells", "exact", "file", "evidence",
  ]

  /// Returns the lines of one key at the left margin, with all lines indented below it; nil where there is none.
  private static func part(_ key: String, of bytes: [UInt8]) -> String? {
    let start = Array("\(key):".utf8)
    var found: [UInt8] = []
    for line in bytes.split(separator: 0x0A) {
      if found.isEmpty {
        if line.starts(with: start) { found = Array(line) + [0x0A] }
      } else {
        guard line.first == 0x20 || line.first == 0x23 else { break }
        found += line + [0x0A]
      }
    }
    return found.isEmpty ? nil : String(decoding: found, as: UTF8.self)
  }
}
