public import Drawing
public import Graphviz

/// A reason why a diagram was not made.
public enum PictureError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The diagram would show a value that its mask hides.
  case leak(String)
  /// The diagram could not be laid out.
  case notLaidOut(GraphvizError)
  /// The file could not be made of the drawing.
  case notWritten(DrawingError)
  /// The requested form of file cannot show this diagram.
  case notThisForm(PictureForm)
  /// There is nothing to draw in the requested way.
  case nothing(String)

  /// The cause and what to do, in one line.
  public var description: String {
    switch self {
    case .leak(let value):
      "nothing was written, because the drawing shows \"\(value)\", which --mask hides: "
        + "leave it out of the title, or choose another --mask"
    case .notLaidOut(let error): error.description
    case .notWritten(let error): error.description
    case .notThisForm(let form):
      "this kind of drawing has no .\(form.rawValue) form: write .svg, .png or .pdf"
    case .nothing(let reason): reason
    }
  }
}
