extension DiagnosticCode {
  /// The code of a rejected row in a reject file, for the tools that read such files.
  var rejectCode: String {
    switch self {
    case .accountInvalid: "ACCOUNT_INVALID"
    case .accountMissing: "ACCOUNT_MISSING"
    case .amountAmbiguous, .amountExponent, .amountUnparseable: "AMT_PARSE"
    case .amountBothSides: "AMT_BOTH_SIDES"
    case .amountGrouping: "AMT_GROUPING"
    case .amountMissing: "AMT_NONE"
    case .amountNegative: "AMT_NEGATIVE"
    case .amountTooLarge: "AMT_RANGE"
    case .amountTooPrecise: "AMT_PRECISION"
    case .balanceBreak: "BALANCE_BREAK"
    case .cellHuge: "CELL_HUGE"
    case .claimAmbiguous: "CLAIM_AMBIGUOUS"
    case .claimUnknown: "CLAIM_UNKNOWN"
    case .currencyConflict: "CCY_CONFLICT"
    case .currencyMissing, .currencyUnknown: "CCY_UNKNOWN"
    case .encodingInvalid: "ENC_INVALID"
    case .headerRepeated: "HEADER_REPEAT"
    case .idClash: "ID_CLASH"
    case .nulByte: "NUL_BYTE"
    case .quoteOpen: "QUOTE_OPEN"
    case .quoteStray: "QUOTE_STRAY"
    case .rowLong: "ROW_LONG"
    case .rowShort: "ROW_SHORT"
    case .statusUnknown: "UNKNOWN_STATUS"
    case .timeConflict: "DATE_CONFLICT"
    case .timeImpossible: "DATE_RANGE"
    case .timeUnparseable: "DATE_PARSE"
    default: rawValue.uppercased().replacing("-", with: "_")
    }
  }
}
