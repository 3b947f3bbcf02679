Console.WriteLine("scenariosim");
