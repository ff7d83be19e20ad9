internal import PaymentGraph

/// The kinds of all files, and the reasons why some cannot be read: the first step of loading.
///
/// A file that has the bytes of another counts once: its kind is found only where the other is refused.
struct FileKinds {
  let inputs: [InputFile]
  let reader: TransactionReader
  /// The inputs in the order in which they are read.
  let order: [Int]
  /// The kinds by input.
  private(set) var found: [Int: HeaderFinder.Finding] = [:]
  /// The reasons why files cannot be read, by input.
  private(set) var refusals: [Int: IngestError] = [:]

  init(of inputs: [InputFile], reader: TransactionReader) {
    self.inputs = inputs
    self.reader = reader
    order = FileKinds.readingOrder(of: inputs)
    for index in order where !isRepeated(index) { find(index) }
  }

  /// Returns the inputs in the order of their digests, so that accounts are numbered the same way in whatever order the
  /// files were named; files of the same bytes stay in the order in which they were named.
  private static func readingOrder(of inputs: [InputFile]) -> [Int] {
    guard inputs.count > 1 else { return Array(inputs.indices) }
    return inputs.indices.sorted { left, right in
      let digests = (inputs[left].digest.value, inputs[right].digest.value)
      return digests.0 == digests.1 ? left < right : digests.0 < digests.1
    }
  }

  /// Returns true where a file has the same bytes as one that was named before it and was not refused.
  func isRepeated(_ index: Int) -> Bool { original(of: index) != nil }

  /// Returns the first file of the same bytes that was named before a file and was not refused; nil where there is none.
  func original(of index: Int) -> Int? {
    guard inputs[index].isRepeated else { return nil }
    let digest = inputs[index].digest.value
    return inputs[..<index].indices.first {
      refusals[$0] == nil && inputs[$0].digest.value == digest
    }
  }

  /// Finds the kind of a file, which an empty file has not; refuses the file where nothing knows it.
  mutating func find(_ index: Int) {
    let file = inputs[index].file
    guard file.archive == nil else { return }
    do throws(IngestError) {
      guard file.count < 1 << 47 else {
        throw IngestError(.fileTooLarge, path: file.path, "is too large; split it")
      }
      let finding = try file.withBytes { bytes throws(IngestError) in
        try reader.finder(for: file).find(in: bytes, path: file.path, message: file.message)
      }
      if var finding {
        if let part = file.part { finding.remarks.append(part.words) }
        finding.remarks += file.sheet?.decisions ?? []
        found[index] = finding
      }
    } catch {
      refusals[index] = error
    }
  }

  /// True where rows of payments may be compared with those of another file, or a decision may name them.
  var comparesRows: Bool {
    var count = 0
    for (index, finding) in found where refusals[index] == nil {
      if case .decisions = finding.kind { return true }
      if finding.kind.paymentColumns != nil { count += 1 }
    }
    return count > 1
  }

  /// Adds words about a file to its report.
  mutating func remark(_ words: String, on index: Int) { found[index]?.remarks.append(words) }

  /// Notes the reason why a file cannot be read.
  mutating func refuse(_ index: Int, _ error: IngestError) { refusals[index] = error }

  /// Throws the reasons why files cannot be read, all of them at once.
  func throwRefusals() throws(IngestError) {
    guard !refusals.isEmpty else { return }
    throw IngestError(refusals.sorted { $0.key < $1.key }.map(\.value))
  }

  /// The secret that the bytes of the files make.
  var cardSecret: CardSecret {
    CardSecret(
      files: inputs.indices.filter {
        refusals[$0] == nil && !isRepeated($0) && inputs[$0].file.archive == nil
      }.map { inputs[$0].file.withOwnBytes(CardSecret.part) })
  }

  // MARK: Dates of companions

  /// Refuses files of persons, lists and coverage whose dates can be read in two ways, or have no year.
  mutating func checkDates() {
    for index in order where refusals[index] == nil {
      guard let finding = found[index], case .caseFacts(let kind, let header) = finding.kind else {
        continue
      }
      do throws(IngestError) {
        _ = try readDates(inputs[index], finding, kind: kind, header: header)
      } catch {
        refuse(index, error)
      }
    }
  }

  /// Returns how a file writes its dates; nil where that is open.
  func dates(
    _ input: InputFile, _ finding: HeaderFinder.Finding, kind: CaseFile, header: HeaderNames
  ) -> CompanionDates? {
    try? readDates(input, finding, kind: kind, header: header)
  }

  private func readDates(
    _ input: InputFile, _ finding: HeaderFinder.Finding, kind: CaseFile, header: HeaderNames
  ) throws(IngestError) -> CompanionDates {
    let path = input.file.path
    let stated = reader.statedForms(of: path).dates ?? reader.mapping?.forms.dates
    return try input.file.withBytes { bytes throws(IngestError) in
      try CompanionDates(
        bytes, finding, columns: kind.dateColumns(header), stated: stated, path: path)
    }
  }
}
