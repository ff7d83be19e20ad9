/// Decides, for a file as a whole, how its times and amounts are written.
///
/// Nothing is decided row by row: what one cell leaves open another one shows, and where the whole
/// column leaves two readings, reading stops and asks (exit status 3). Files up to ``wholeLimit`` are
/// looked at whole; of larger ones the beginning, and the rest only where the beginning is not plain.
struct ColumnDecider {
  static let wholeLimit = 1 << 26
  static let sampleLimit = 1 << 22

  let mapping: ColumnMapping?
  let path: String
  /// Bytes that one core looks at by itself, where the rest of the file need not be known.
  var pieceSize = 1 << 21

  /// The plan with its styles decided.
  func decide(
    _ plan: ColumnPlan, _ dialect: Dialect, _ bytes: Span<UInt8>, from start: Int
  ) throws(IngestError) -> ColumnPlan {
    let evidence = evidence(plan, dialect, bytes, from: start)
    let times = evidence.times
    var decided = plan
    switch times.decide(mapping?.dates) {
    case .style(let style, let reason):
      decided.timeStyle = style
      if !reason.isEmpty { decided.decisions.append(reason) }
      decided.isTimeContested = times.isContested
    case .twoReadings(let samples):
      throw twoReadings(
        "day and month can change places in every time, such as \(list(samples))",
        "--dates dmy or --dates mdy")
    }
    switch evidence.amounts.decide(mapping?.decimal) {
    case .style(let style, let reason):
      decided.amountStyle = style
      if !reason.isEmpty { decided.decisions.append(reason) }
    case .twoReadings(let samples):
      throw twoReadings(
        "no amount shows whether its comma divides thousands or is the decimal mark, such as "
          + list(samples), "--decimal point or --decimal comma")
    }
    return decided
  }

  /// What the rows show, as far as they are looked at.
  func evidence(
    _ plan: ColumnPlan, _ dialect: Dialect, _ bytes: Span<UInt8>, from start: Int
  ) -> ColumnEvidence {
    var evidence = ColumnEvidence()
    let isWhole = bytes.count - start <= ColumnDecider.wholeLimit
    let hasReturns = start >= 2 && bytes[start - 2] == 0x0D
    // Without quotes every line end ends a record, so that pieces can be looked at apart.
    if isWhole, bytes.count - start > 2 * pieceSize,
      dialect.quote.map({ ByteSearchKernel.first($0, in: bytes, from: start) == nil }) ?? true
    {
      return EvidenceKernel.evidence(
        plan, dialect, bytes, from: start, pieceSize: pieceSize, hasReturns: hasReturns)
    }
    var kernel = EvidenceKernel(plan, dialect, hasReturns: hasReturns)
    kernel.read(
      bytes, from: start, past: isWhole ? bytes.count : start + ColumnDecider.sampleLimit,
      into: &evidence)
    return evidence
  }

  private func list(_ samples: [String]) -> String {
    samples.map { "\"\($0)\"" }.joined(separator: ", ")
  }

  private func twoReadings(_ fact: String, _ flags: String) -> IngestError {
    IngestError(.twoReadings, path: path, "\(fact); say which with \(flags)")
  }
}
