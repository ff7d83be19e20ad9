public import PaymentGraph
internal import Reports

extension Inquiry {
  /// The stated rates by which amounts of several currencies are added up.
  public struct Rates: Hashable, Sendable {
    /// The name of the file with daily rates; ``Basis/rates`` holds its contents.
    public var file: String?
    /// The currency in which the rates are stated and amounts are shown.
    public var unit: Currency? { didSet { unit = unit?.named } }

    /// Creates the choice of no rates.
    public init() {}

    static let fields: [InquiryField<Rates>] = [.text("rates", \.file), .text("unit", \.unit)]

    func check() throws(InquiryError) {
      if (file == nil) != (unit == nil) {
        throw .contradiction(
          "--rates and --unit go together: --unit names the currency of the rates")
      }
    }

    /// Reads the rates; nil where none are asked for.
    func daily(_ basis: Basis) throws(InquiryError) -> DailyRates? {
      guard let file, let unit else { return nil }
      guard let contents = basis.rates[file] else { throw .refused("\(file) cannot be read") }
      let name = file.split(separator: "/").last.map(String.init) ?? file
      do throws(RatesError) {
        return try DailyRates(contents, name: name, unit: unit)
      } catch {
        throw .refused(error.description)
      }
    }
  }
}
