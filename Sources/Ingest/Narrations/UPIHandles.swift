/// The handles after the at sign of UPI addresses.
enum UPIHandles {
  /// Returns true where a handle is, or may be, the beginning of a longer one: banks cut addresses at the end of their
  /// field.
  ///
  /// - Parameter fillsField: true where the address is as long as the bank's field, so that more may have followed.
  static func isCut(_ handle: some StringProtocol, fillsField: Bool) -> Bool {
    let handle = handle.lowercased()
    let goesOn = known.contains { $0 != handle && $0.hasPrefix(handle) }
    return known.contains(handle) ? fillsField && goesOn : fillsField || goesOn
  }

  private static let known = Set(NarrationGrammars.list(PackageResources.upi_handles_txt))
}
