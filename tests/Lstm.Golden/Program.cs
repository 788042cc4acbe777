System.Console.WriteLine(Lstm.Golden.H8.InputSize);
