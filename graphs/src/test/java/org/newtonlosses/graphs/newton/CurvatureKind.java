package org.newtonlosses.graphs.newton;

/** The curvatures of this library, for tests that go through them. */
public enum CurvatureKind {
  HESSIAN,
  FISHER,
  PER_EXAMPLE_HESSIAN,
  SCALAR,
  NONE;

  /** The curvature with this λ. */
  public Curvature of(double tikhonov) {
    return switch (this) {
      case HESSIAN -> new Hessian(tikhonov);
      case FISHER -> new Fisher(tikhonov);
      case PER_EXAMPLE_HESSIAN -> new PerExampleHessian(tikhonov);
      case SCALAR -> new Scalar(tikhonov);
      case NONE -> new None();
    };
  }
}
