internal import Foundation
public import PaymentGraph

extension ProfileDraft {
  /// The outcome of reading the draft's own file by the profile.
  public struct Trial: Sendable {
    /// The transfers and problems of the file.
    public let intake: Intake
    /// The profile that read the file: not the draft where another profile knows the file better.
    public let reader: String
    /// The built-in profiles that know the file as well.
    public let rivals: [String]
  }

  /// Reads the file by the profile, as it will be read when the profile is in use.
  ///
  /// - Throws: ``ProfileError`` where the text is not a profile, which is a fault of the program; ``IngestError`` where
  ///   the file cannot be read by it.
  public func trial() throws -> Trial {
    let document = try ProfileDocument(text: yaml, source: name ?? "profile")
    var reader = TransactionReader()
    reader.library = ProfileLibrary(own: [document])
    let intake = try reader.read([path])
    let file = path.split(separator: "/").last.map(String.init) ?? path
    let rivals =
      headerLine == nil
      ? [] : reader.library.match(HeaderNames(written: header), file: file)?.rivals ?? []
    return Trial(
      intake: intake, reader: intake.files.first?.profile ?? "none", rivals: rivals)
  }
}
