/// The fields of every response: nothing is kept, framed, guessed or fetched from elsewhere.
enum ResponseFields {
  /// The policy of the pages: scripts and styles of this program only, and no markup made from text.
  static let policy = [
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' blob:",
    "connect-src 'self'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'",
    "require-trusted-types-for 'script'", "trusted-types 'none'",
  ].joined(separator: "; ")

  private static let fixed: [(name: String, value: String)] = [
    ("content-security-policy", policy),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    (
      "permissions-policy",
      "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"
    ),
    ("referrer-policy", "no-referrer"),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
  ]

  /// Returns the fields of a response, but for those of its transport.
  static func of(_ response: Response) -> [(name: String, value: String)] {
    var fields = fixed
    fields.append(
      ("cache-control", response.isImmutable ? "max-age=31536000, immutable" : "no-store"))
    if !response.body.isEmpty { fields.append(("content-type", response.type)) }
    return fields + response.fields
  }
}
