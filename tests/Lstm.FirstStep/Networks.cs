using Lstm.Embedded;

namespace Lstm.FirstStep;

[LstmModel(inputSize: 4, hiddenSize: 8)]
internal sealed partial class One8 : INetwork<One8, One8.State>;

[LstmModel(inputSize: 4, hiddenSize: 32)]
internal sealed partial class One32 : INetwork<One32, One32.State>;

[LstmModel(inputSize: 4, hiddenSize: 128)]
internal sealed partial class One128 : INetwork<One128, One128.State>;

[LstmModel(inputSize: 4, hiddenSize: 32, Layers = 2)]
internal sealed partial class Two32 : INetwork<Two32, Two32.State>;

[LstmModel(inputSize: 4, hiddenSize: 32, Layers = 8)]
internal sealed partial class Eight32 : INetwork<Eight32, Eight32.State>;

[LstmModel(inputSize: 4, hiddenSize: 8, Layers = 64)]
internal sealed partial class SixtyFour8 : INetwork<SixtyFour8, SixtyFour8.State>;

[LstmModel(inputSize: 4, hiddenSize: 32, Layers = 64)]
internal sealed partial class SixtyFour32 : INetwork<SixtyFour32, SixtyFour32.State>;

[LstmModel(inputSize: 4, hiddenSize: 128, Layers = 8)]
internal sealed partial class Eight128 : INetwork<Eight128, Eight128.State>;
