namespace Lstm.Golden;

// The generated members are those of the interface, so each network says so in one line.

internal partial class Anydrive : IGoldenModel<Anydrive, Anydrive.State>;

internal partial class H130Stack : IGoldenModel<H130Stack, H130Stack.State>;

internal partial class H10 : IGoldenModel<H10, H10.State>;

internal partial class H12Stack : IGoldenModel<H12Stack, H12Stack.State>;

internal partial class H13Peep : IGoldenModel<H13Peep, H13Peep.State>;

internal partial class H16 : IGoldenModel<H16, H16.State>;

internal partial class H20 : IGoldenModel<H20, H20.State>;

internal partial class H29Peep : IGoldenModel<H29Peep, H29Peep.State>;

internal partial class H32 : IGoldenModel<H32, H32.State>;

internal partial class H3Peep : IGoldenModel<H3Peep, H3Peep.State>;

internal partial class H40Stack : IGoldenModel<H40Stack, H40Stack.State>;

internal partial class H47NoBias : IGoldenModel<H47NoBias, H47NoBias.State>;

internal partial class H5 : IGoldenModel<H5, H5.State>;

internal partial class H64 : IGoldenModel<H64, H64.State>;

internal partial class H70Peep : IGoldenModel<H70Peep, H70Peep.State>;

internal partial class H8 : IGoldenModel<H8, H8.State>;

internal partial class Identity : IGoldenModel<Identity, Identity.State>;

internal partial class Squashed : IGoldenModel<Squashed, Squashed.State>;

internal partial class Tiny1 : IGoldenModel<Tiny1, Tiny1.State>;

internal partial class W40H77Stack : IGoldenModel<W40H77Stack, W40H77Stack.State>;
